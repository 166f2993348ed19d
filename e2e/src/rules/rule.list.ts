/** A rule of docs/requirements.md. */
export interface Rule {
  readonly id: string;
  /** The first words of the rule. */
  readonly text: string;
}

const tableRow = /^\|\s*(A\d+-\d+|C\d+)\s*\|\s*(.*)$/;
const listItem = /^-?\s*(A\d+-\d+)\s+(.*)$/;

/** Every rule of the list, in its order, each once. */
export const readRules = (markdown: string): readonly Rule[] => {
  const rules = new Map<string, Rule>();
  for (const line of markdown.split('\n')) {
    const match = tableRow.exec(line) ?? listItem.exec(line);
    const [, id, text = ''] = match ?? [];
    if (id !== undefined && !rules.has(id)) rules.set(id, { id, text: text.split('|')[0]?.trim() ?? '' });
  }
  return [...rules.values()];
};
