import type { ErrorParams } from '@mendline/contracts/errors';
import { messagesEn } from './messages.en.js';
import { messagesZh } from './messages.zh.js';

export const languages = ['zh', 'en'] as const;
export type Language = (typeof languages)[number];

/** Texts by domain code. `{name}` is replaced by the error's parameter of that name. */
export type Messages = Readonly<Record<string, string>>;

const catalogues: Record<Language, Map<string, string>> = { zh: new Map(), en: new Map() };

/** Adds a service's own messages to the process's catalogue. Throws when a code lacks one of the languages. */
export const registerMessages = (messages: Readonly<Record<Language, Messages>>): void => {
  const missing = untranslated(messages);
  if (missing.length > 0) throw new Error(`Messages without a translation: ${missing.join(', ')}`);
  for (const language of languages) {
    for (const [code, text] of Object.entries(messages[language])) catalogues[language].set(code, text);
  }
};

/** Codes that not every language has, sorted. */
export const untranslated = (messages: Readonly<Record<Language, Messages>>): string[] => {
  const codes = new Set(languages.flatMap((language) => Object.keys(messages[language])));
  return [...codes].filter((code) => languages.some((language) => !messages[language][code]?.trim())).sort();
};

/** Whether a code can be told to a person in every language. */
export const hasMessage = (code: string): boolean => languages.every((language) => catalogues[language].has(code));

/** The text of a code in a language; the code itself when no service registered one. */
export const messageFor = (code: string, params: ErrorParams, language: Language): string => {
  const text = catalogues[language].get(code) ?? code;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (Object.hasOwn(params, name) ? String(params[name]) : whole));
};

/** The first language of an `Accept-Language` header that exists here; Chinese without one. */
export const languageOf = (header: string | undefined): Language => {
  const wanted = (header ?? '')
    .slice(0, 200)
    .split(',')
    .map((part) => {
      const [tag = '', quality] = part.trim().toLowerCase().split(';q=');
      return { language: languages.find((language) => tag === language || tag.startsWith(`${language}-`)), quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter((entry) => entry.quality > 0)
    .sort((a, b) => b.quality - a.quality);
  return wanted.find((entry) => entry.language !== undefined)?.language ?? 'zh';
};

registerMessages({ zh: messagesZh, en: messagesEn });
