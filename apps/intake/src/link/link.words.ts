import type { TicketStatus } from '@mendline/contracts/ticket';
import type { Language } from '@mendline/platform/graphql';
import { milestoneWord } from '../clock/clock.words.js';

const ends: Readonly<Partial<Record<TicketStatus, Readonly<Record<Language, string>>>>> = {
  'closed-duplicate': { zh: '已结束：重复工单', en: 'ended: a duplicate' },
  'closed-out-of-scope': { zh: '已结束：非受理范围', en: 'ended: out of scope' },
  'closed-invalid': { zh: '已结束：无效工单', en: 'ended: not valid' },
  'closed-quote-declined': { zh: '已结束：报价未接受', en: 'ended: quote declined' },
  'closed-unconfirmed': { zh: '未获确认，主管复核中', en: 'not confirmed; the supervisor looks into it' },
  'closed-no-answer': { zh: '已结束：未收到您的答复', en: 'ended: no answer from you' },
  cancelled: { zh: '已取消', en: 'cancelled' },
};

/** What a customer reads for a status. */
export const statusWord = (status: TicketStatus, language: Language): string => (ends[status] ?? milestoneWord(status))?.[language] ?? status;

/** Words of the pages behind customers' links. */
export const pageWords = {
  zh: {
    kind: '类别', customer: '客户', state: '当前状态', window: '约定上门时间',
    progressTitle: '服务进度', progress: '以下是您的服务请求目前的进度。',
    confirmTitle: '请确认处理结果', confirm: '我们已告知您处理结果。请确认问题是否已解决。', confirmButton: '确认已解决', rejectButton: '问题未解决',
    surveyTitle: '服务评价', survey: '请就产品使用情况、服务态度、响应速度和技术能力作出评价。', surveyButton: '提交评价', ngButton: '仍有问题，请继续处理',
    satisfaction: '您对本次服务满意吗？',
    confirmAll: '您报修的以下设备均已处理完毕。请一并确认问题是否已解决。', confirmAllButton: '确认全部已解决', rejectSomeButton: '有设备的问题未解决', whichDevices: '哪些设备仍有问题？',
    othersOpen: '同一请求的其他设备仍在处理中：您可以现在确认这一台，也可以等全部完成后一并确认。',
  },
  en: {
    kind: 'Kind', customer: 'Customer', state: 'State', window: 'Agreed visit',
    progressTitle: 'Progress of your request', progress: 'This is how far your request has come.',
    confirmTitle: 'Please confirm the result', confirm: 'We have told you the result. Please say whether the matter is solved.', confirmButton: 'Yes, it is solved', rejectButton: 'No, it is not solved',
    surveyTitle: 'How was our service?', survey: 'Please tell us how the product works now, and how you found our attitude, speed and skill.', surveyButton: 'Send', ngButton: 'Something is still wrong; please go on',
    satisfaction: 'How satisfied are you?',
    confirmAll: 'All devices of your request have been dealt with. Please say for all of them whether the matter is solved.', confirmAllButton: 'Yes, all are solved', rejectSomeButton: 'No, not with every device', whichDevices: 'Which devices still have a problem?',
    othersOpen: 'Other devices of the same request are still in work: you may answer for this one now, or for all together when they are done.',
  },
} as const;
