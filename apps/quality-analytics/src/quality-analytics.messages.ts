import { registerMessages } from '@mendline/platform/graphql';

registerMessages({
  zh: {
    'ticket.not-found': '找不到该工单。',
    'region.not-allowed': '您不能查看该区域。',
    'metrics.span-invalid': '时间范围不正确：须非空，且最多 {weeks} 周。',
  },
  en: {
    'ticket.not-found': 'There is no such ticket.',
    'region.not-allowed': 'You may not look at this region.',
    'metrics.span-invalid': 'The span of time is not valid: it must not be empty and at most {weeks} weeks long.',
  },
});
