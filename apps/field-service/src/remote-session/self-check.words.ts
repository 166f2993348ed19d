/** The languages that checks are told in. */
export type CheckLanguage = 'zh' | 'en';

/** What is tried by telephone before anybody drives: the self-check list and what may be read from afar [A5-3]. */
export const selfChecks = [
  'power',
  'wiring',
  'software-settings',
  'run-data',
  'restart',
  'connection',
  'software-version',
  'environment',
  'operation',
  'guided-step',
] as const;
export type SelfCheck = (typeof selfChecks)[number];

const words: Readonly<Record<SelfCheck, Readonly<Record<CheckLanguage, string>>>> = {
  power: { zh: '电源：插头、开关、指示灯、保险', en: 'Power: plug, switch, indicator, fuse' },
  wiring: { zh: '接线：线缆、接头、端子是否松动', en: 'Wiring: cables, connectors, loose terminals' },
  'software-settings': { zh: '软件设置：参数、模式、权限', en: 'Software settings: parameters, mode, permissions' },
  'run-data': { zh: '运行数据：日志、传感器参数、报警代码', en: 'Run data: logs, sensor readings, alarm codes' },
  restart: { zh: '重启：断电一分钟后再开机', en: 'Restart: off for a minute, then on again' },
  connection: { zh: '网络连接：信号、地址、防火墙', en: 'Connection: signal, address, firewall' },
  'software-version': { zh: '软件版本：核对并升级', en: 'Software version: check and update' },
  environment: { zh: '使用环境：温度、湿度、灰尘、干扰', en: 'Surroundings: temperature, humidity, dust, interference' },
  operation: { zh: '操作方法：按说明书逐步核对', en: 'Operation: step by step by the manual' },
  'guided-step': { zh: '其他指导步骤', en: 'Another guided step' },
};

/** Whether a code is on the list. */
export const isSelfCheck = (code: string): code is SelfCheck => selfChecks.some((check) => check === code);

/** A check in the reader's language. */
export const selfCheckWords = (check: SelfCheck, language: CheckLanguage): string => words[check][language];
