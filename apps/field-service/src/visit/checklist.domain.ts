/** What is done around the repair: before, on site and at the check-out [A9-2, A9-11, A9-12, A9-14, A7-15]. */
export const checklistItems = [
  'tools-and-parts-carried', 'called-ahead', 'work-id-shown', 'shoe-covers', 'fault-demonstrated', 'surroundings-protected',
  'tested-with-customer', 'result-explained', 'old-parts-settled', 'site-cleaned', 'report-delivered', 'reported-to-office',
] as const;
export type ChecklistItem = (typeof checklistItems)[number];

export const checklistAnswers = ['done', 'not-done', 'not-applicable'] as const;
export type ChecklistAnswer = (typeof checklistAnswers)[number];

export interface ChecklistEntry {
  readonly item: string;
  readonly answer: ChecklistAnswer;
}

/** What is wrong with a filled-in list: every item is answered once, and nothing else is. */
export const checklistProblem = (entries: readonly ChecklistEntry[]): 'checklist.item-unknown' | 'checklist.item-twice' | 'checklist.incomplete' | null => {
  const answered = entries.map(({ item }) => item);
  if (answered.some((item) => !checklistItems.some((known) => known === item))) return 'checklist.item-unknown';
  if (new Set(answered).size !== answered.length) return 'checklist.item-twice';
  return answered.length === checklistItems.length ? null : 'checklist.incomplete';
};
