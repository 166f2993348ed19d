/** What every service says behind a link. */
export const linkWords = {
  zh: {
    doneTitle: '已收到您的答复',
    done: '您的答复已记录，谢谢。本页面可以关闭。',
    kept: '您的答复已收到，稍后记录。您无需再次操作。',
    device: '设备',
    comment: '您想说明的情况（可不填）',
    reason: '原因',
  },
  en: {
    doneTitle: 'We have your answer',
    done: 'Your answer is recorded, thank you. You may close this page.',
    kept: 'Your answer has come in and will be recorded shortly. You need not do anything more.',
    device: 'Device',
    comment: 'Anything you want to tell us (optional)',
    reason: 'Reason',
  },
} as const;
