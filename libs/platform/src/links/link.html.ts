import { createHash } from 'node:crypto';
import type { Language } from '../graphql/errors/index.js';
import type { LinkAct, LinkField, LinkOption, LinkPage } from './link.page.js';

const style = `:root{color-scheme:light dark;--page:#f2f4f7;--card:#fff;--ink:#1c2430;--soft:#5b6675;--line:#d9dee5;--accent:#0b57d0;--on-accent:#fff;--mark:#e8f0fe}
@media (prefers-color-scheme:dark){:root{--page:#14181e;--card:#1e242c;--ink:#e8ebf0;--soft:#a3adba;--line:#39424e;--accent:#8ab4f8;--on-accent:#10151c;--mark:#24344d}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:1.0625rem/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif;overflow-wrap:anywhere}
header,main,footer{max-width:34rem;margin:0 auto;padding:0 1rem}
header{display:flex;align-items:center;justify-content:space-between;gap:1rem;min-height:3.5rem}
header strong{font-size:1.125rem}
header a,summary{color:var(--accent)}
header a{padding:.75rem 0;font-size:.9375rem;white-space:nowrap;margin-left:auto}
main>section,form,details{background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:1.125rem;margin:0 0 1rem}
h1{font-size:1.5rem;line-height:1.3;margin:0}
section p{margin:.5rem 0 0}
section .number{display:inline-block;margin:.75rem 0 0;padding:.125rem .75rem;border-radius:1rem;background:var(--mark);font-size:.9375rem}
dl{display:grid;grid-template-columns:minmax(5.5rem,auto) 1fr;gap:.375rem 1rem;margin:1rem 0 0;padding:.875rem 0 0;border-top:1px solid var(--line)}
dt{color:var(--soft)}dd{margin:0;text-align:right}
section .total{display:flex;justify-content:space-between;gap:1rem;margin:.875rem 0 0;padding:.875rem 0 0;border-top:1px solid var(--line);font-size:1.25rem;font-weight:700}
ol{list-style:none;margin:1rem 0 0;padding:.25rem 0 0;border-top:1px solid var(--line)}
li{display:flex;justify-content:space-between;gap:1rem;padding:.5rem 0}
li+li{border-top:1px solid var(--line)}
li:last-child{font-weight:700}
time{color:var(--soft);font-weight:400;white-space:nowrap;font-variant-numeric:tabular-nums}
fieldset{border:0;margin:0 0 1rem;padding:0;min-width:0}legend{padding:0;font-weight:600}
label.choice{display:flex;align-items:center;gap:.75rem;min-height:3rem;margin:.375rem 0 0;padding:.375rem .875rem;border:1px solid var(--line);border-radius:.5rem}
label.choice:has(:checked){border-color:var(--accent);background:var(--mark)}
label.choice input{width:1.375rem;height:1.375rem;flex:none;margin:0;accent-color:var(--accent)}
textarea{width:100%;min-height:5.5rem;margin-top:.375rem;font:inherit;color:inherit;background:none;padding:.625rem;border:1px solid var(--line);border-radius:.5rem}
button,summary{width:100%;min-height:3.25rem;font:inherit;font-weight:600;border-radius:.625rem}
button{border:1px solid var(--accent);background:none;color:var(--accent);cursor:pointer}
button.primary{background:var(--accent);color:var(--on-accent)}
details{padding:0}
.back{display:flex;margin:0 0 1rem;align-items:center;justify-content:center;min-height:3.25rem;border-radius:.625rem;background:var(--accent);color:var(--on-accent);font-weight:600;text-decoration:none}
summary{display:flex;align-items:center;justify-content:center;padding:0 1rem;cursor:pointer;list-style:none}
summary::-webkit-details-marker{display:none}
details form{border:0;margin:0;border-radius:0 0 .75rem .75rem;border-top:1px solid var(--line)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
footer{color:var(--soft);font-size:.875rem;text-align:center;padding-bottom:2.5rem}`;

/** Nothing but this page's own style is ever loaded, no script runs, and forms go back to where the page came from. */
export const linkPolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const safe = (text: string): string => text.replace(/[&<>"']/gu, (sign) => signs[sign] ?? sign);

const words = {
  zh: { other: 'English', otherCode: 'en', tag: 'zh-CN', number: '编号', again: '返回重新填写', help: '如有疑问，请联系客服。' },
  en: { other: '中文', otherCode: 'zh', tag: 'en', number: 'No.', again: 'Back to the form', help: 'If in doubt, please call our customer service.' },
} as const;

const optionHtml = (type: 'radio' | 'checkbox', name: string, { value, label }: LinkOption, required: boolean): string =>
  `<label class="choice"><input type="${type}" name="${safe(name)}" value="${safe(value)}"${required ? ' required' : ''}><span>${safe(label)}</span></label>`;

const fieldHtml = (field: LinkField, id: string): string => {
  if (field.kind === 'text') return `<fieldset><legend><label for="${safe(id)}">${safe(field.label)}</label></legend><textarea id="${safe(id)}" name="${safe(field.name)}" maxlength="${field.max}"></textarea></fieldset>`;
  const options = field.options.map((option) => (field.kind === 'several' ? optionHtml('checkbox', field.name, option, false) : optionHtml('radio', field.name, option, field.required)));
  return `<fieldset><legend>${safe(field.label)}</legend>${options.join('')}</fieldset>`;
};

const formHtml = ({ act, button, primary, fields }: LinkAct, language: Language): string =>
  `<form method="post" action="?lang=${language}" autocomplete="off"><input type="hidden" name="act" value="${safe(act)}">${fields.map((field) => fieldHtml(field, `${act}-${field.name}`)).join('')}<button${primary ? ' class="primary"' : ''}>${safe(button)}</button></form>`;

const actHtml = (act: LinkAct, language: Language): string => (act.primary ? formHtml(act, language) : `<details><summary>${safe(act.button)}</summary>${formHtml(act, language)}</details>`);

const sectionHtml = ({ number = null, title, lead, facts = [], total, steps = [] }: LinkPage, label: string): string =>
  [
    `<section><h1>${safe(title)}</h1>${lead.split('\n').map((part) => `<p>${safe(part)}</p>`).join('')}`,
    number === null ? '' : `<p class="number">${safe(label)} <b>${safe(number)}</b></p>`,
    facts.length === 0 ? '' : `<dl>${facts.map(([name, value]) => `<dt>${safe(name)}</dt><dd>${safe(value)}</dd>`).join('')}</dl>`,
    total === undefined ? '' : `<p class="total"><span>${safe(total[0])}</span><span>${safe(total[1])}</span></p>`,
    steps.length === 0 ? '' : `<ol>${steps.map((step) => `<li><span>${safe(step.words)}</span><time>${safe(step.at)}</time></li>`).join('')}</ol>`,
    '</section>',
  ].join('');

/** The page as HTML of its own, readable on a phone, without a script and without anything from elsewhere. */
export const writePage = (page: LinkPage, language: Language): string => {
  const { code, again = false, brand = null, title, acts = [] } = page;
  const { other, otherCode, tag, number, help, again: back } = words[language];
  return `<!doctype html><html lang="${tag}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${safe(brand === null ? title : `${title} · ${brand}`)}</title><style>${style}</style></head>
<body><header>${brand === null ? '' : `<strong>${safe(brand)}</strong>`}<a href="?lang=${otherCode}" hreflang="${otherCode}" lang="${otherCode}">${other}</a></header><main>${sectionHtml(page, number)}${acts.map((act) => actHtml(act, language)).join('')}${again ? `<a class="back" href="?lang=${language}">${back}</a>` : ''}</main>
<footer>${safe(help)}${code === undefined ? '' : ` (${safe(code)})`}</footer></body></html>`;
};
