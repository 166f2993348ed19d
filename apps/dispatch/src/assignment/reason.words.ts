/** The languages that reasons are told in. */
export type ReasonLanguage = 'zh' | 'en';

type Words = Readonly<Record<ReasonLanguage, string>>;

/** `{value}` is what follows the colon of the code. */
const words: Readonly<Record<string, Words>> = {
  'same-region': { zh: '本区人员', en: 'of the same region' },
  'deputy-of': { zh: '代理缺勤的本区人员', en: 'stands in for an absent colleague of the region' },
  'neighbour-region': { zh: '本区无人可派，由邻区（{value}）支援', en: 'supports from the neighbouring region {value}: nobody is free in the region' },
  'works-for': { zh: '固定负责区域：{value}', en: 'serves the region {value}' },
  hops: { zh: '相隔 {value} 个区域', en: '{value} regions away' },
  'saturated-region': { zh: '备注：{value} 区工程师已饱和', en: 'remark: the engineers of the region {value} are saturated' },
  'empty-region': { zh: '备注：{value} 区没有合适的工程师', en: 'remark: the region {value} has no engineer for this' },
  certificate: { zh: '证书有效：{value}', en: 'holds a valid certificate for {value}' },
  'free-on': { zh: '最早可上门日期：{value}', en: 'has time on {value}' },
  skill: { zh: '具备技能：{value}', en: 'skilled in {value}' },
  kind: { zh: '负责此类工单：{value}', en: 'handles tickets of the kind {value}' },
  load: { zh: '当前负荷：{value} 单', en: 'present load: {value}' },
};

/** A reason in the reader's language; the code itself for one that this release does not know. */
export const reasonWords = (code: string, language: ReasonLanguage): string => {
  const [name = '', ...rest] = code.split(':');
  return words[name]?.[language].replace('{value}', rest.join(':')) ?? code;
};
