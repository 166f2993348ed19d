import { createHash } from 'node:crypto';
import type { Language } from '../graphql/errors/index.js';
import type { LinkAct, LinkField, LinkPage } from './link.page.js';

const style = `:root{color-scheme:light dark;--line:#8884;--accent:#0958d9}
*{box-sizing:border-box}
body{margin:0 auto;max-width:34rem;padding:1rem 1rem 3rem;font:1rem/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;overflow-wrap:anywhere}
nav{text-align:right;font-size:.9rem}
h1{font-size:1.35rem;line-height:1.3;margin:.5rem 0}
dl{display:grid;grid-template-columns:minmax(6rem,auto) 1fr;gap:.25rem 1rem;margin:1rem 0;padding:.75rem 0;border:solid var(--line);border-width:1px 0}
dt{opacity:.75}dd{margin:0;text-align:right}
ol{list-style:none;margin:1rem 0;padding:0}
ol li{display:flex;justify-content:space-between;gap:1rem;padding:.5rem 0;border-bottom:1px solid var(--line)}
time{opacity:.75;white-space:nowrap}
form{margin:1.25rem 0;padding:1rem;border:1px solid var(--line);border-radius:.5rem}
fieldset{border:0;margin:0 0 1rem;padding:0}legend{padding:0;font-weight:600}
label.choice{display:flex;align-items:center;gap:.75rem;min-height:2.75rem}
input[type=radio]{width:1.35rem;height:1.35rem;flex:none}
textarea{width:100%;min-height:5rem;font:inherit;padding:.5rem;border:1px solid var(--line);border-radius:.35rem}
button{width:100%;min-height:3rem;font:inherit;font-weight:600;border:1px solid var(--accent);border-radius:.5rem;background:none;color:inherit}
button.primary{background:var(--accent);color:#fff}
small{opacity:.75}`;

/** Nothing but this page's own style is ever loaded, no script runs, and forms go back to where the page came from. */
export const linkPolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const safe = (text: string): string => text.replace(/[&<>"']/gu, (sign) => signs[sign] ?? sign);

const words = {
  zh: { other: 'English', otherCode: 'en', tag: 'zh-CN', help: '如有疑问，请联系客服。' },
  en: { other: '中文', otherCode: 'zh', tag: 'en', help: 'If in doubt, please call our customer service.' },
} as const;

const fieldHtml = (field: LinkField, id: string): string => {
  if (field.kind === 'text') return `<fieldset><legend><label for="${safe(id)}">${safe(field.label)}</label></legend><textarea id="${safe(id)}" name="${safe(field.name)}" maxlength="${field.max}"></textarea></fieldset>`;
  const options = field.options.map(({ value, label }) => `<label class="choice"><input type="radio" name="${safe(field.name)}" value="${safe(value)}"${field.required ? ' required' : ''}>${safe(label)}</label>`);
  return `<fieldset><legend>${safe(field.label)}</legend>${options.join('')}</fieldset>`;
};

const actHtml = ({ act, button, primary, fields }: LinkAct, language: Language): string =>
  `<form method="post" action="?lang=${language}" autocomplete="off"><input type="hidden" name="act" value="${safe(act)}">${fields.map((field) => fieldHtml(field, `${act}-${field.name}`)).join('')}<button${primary ? ' class="primary"' : ''}>${safe(button)}</button></form>`;

/** The page as HTML of its own, readable on a phone, without a script and without anything from elsewhere. */
export const writePage = ({ code, title, lead, facts = [], steps = [], acts = [] }: LinkPage, language: Language): string => {
  const { other, otherCode, tag, help } = words[language];
  const factsHtml = facts.length === 0 ? '' : `<dl>${facts.map(([label, value]) => `<dt>${safe(label)}</dt><dd>${safe(value)}</dd>`).join('')}</dl>`;
  const stepsHtml = steps.length === 0 ? '' : `<ol>${steps.map((step) => `<li><span>${safe(step.words)}</span><time>${safe(step.at)}</time></li>`).join('')}</ol>`;
  return `<!doctype html><html lang="${tag}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${safe(title)}</title><style>${style}</style></head>
<body><nav><a href="?lang=${otherCode}" hreflang="${otherCode}">${other}</a></nav><main><h1>${safe(title)}</h1><p>${safe(lead)}</p>${factsHtml}${stepsHtml}${acts.map((act) => actHtml(act, language)).join('')}</main>
<footer><small>${safe(help)}${code === undefined ? '' : ` (${safe(code)})`}</small></footer></body></html>`;
};
