import type { Language } from '@mendline/platform/graphql';
import type { ChecklistItem } from './checklist.domain.js';

const words: Readonly<Record<ChecklistItem, Readonly<Record<Language, string>>>> = {
  'tools-and-parts-carried': { zh: '携带维修工具清单与备件申领单', en: 'Tool list and part requisition carried' },
  'called-ahead': { zh: '到达前五分钟致电客户', en: 'Customer called five minutes before arrival' },
  'work-id-shown': { zh: '出示工作证', en: 'Work ID shown' },
  'shoe-covers': { zh: '穿戴鞋套', en: 'Shoe covers worn' },
  'fault-demonstrated': { zh: '请客户再次演示故障', en: 'Fault demonstrated again by the customer' },
  'surroundings-protected': { zh: '保护设备及周围环境', en: 'Equipment and surroundings protected' },
  'tested-with-customer': { zh: '与客户共同测试功能', en: 'Functions tested together with the customer' },
  'result-explained': { zh: '说明结果、注意事项与保养建议', en: 'Result, cautions and maintenance explained' },
  'old-parts-settled': { zh: '旧件数量经客户确认并处理', en: 'Old parts counted, confirmed and settled' },
  'site-cleaned': { zh: '清理现场', en: 'Site cleaned' },
  'report-delivered': { zh: '交付服务报告', en: 'Service report delivered' },
  'reported-to-office': { zh: '离开前向总部报告', en: 'Reported to the office before leaving' },
};

/** An item in the reader's language. */
export const checklistWords = (item: ChecklistItem, language: Language): string => words[item][language];
