/** The same in the languages that people read packs in. */
export interface Words {
  readonly en: string;
  readonly zh: string;
}

/** What the schema says may stand somewhere, in Chinese. */
const chinese: Readonly<Record<string, string>> = {
  'a code: a-z, 0-9 and -, at most 40': '代码：a-z、0-9 和 -，最多 40 个字符',
  'an ISO 8601 duration such as PT15M': 'ISO 8601 时长，例如 PT15M',
  'a duration above zero': '大于零的时长',
  'at most 100 years': '最多 100 年',
  'an IANA time zone': 'IANA 时区',
  'HH:MM': '时:分（HH:MM）',
  'a part number: A-Z a-z 0-9 . _ / -, at most 60': '备件号：A-Z a-z 0-9 . _ / -，最多 60 个字符',
  'a currency such as CNY': '货币代码，例如 CNY',
  'a calendar whose working days `move` means': '`move` 所指工作日的日历',
  'at least 1 where due by the time of the start': '按起始时刻到期时至少为 1',
  'YYYY, YYYYMM, YYYYMMDD or nothing': 'YYYY、YYYYMM、YYYYMMDD 或留空',
  'a command': '命令名',
  'somebody for every event but escalated': '除 escalated 外每个事件都要有接收人',
};

/** A phrase of the schema in both languages; one without a translation stays as it is. */
export const inWords = (en: string): Words => ({ en, zh: chinese[en] ?? en });
