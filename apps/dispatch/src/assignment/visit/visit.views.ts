import type { Language } from '@mendline/platform/graphql';
import { offerView } from '../assignment.views.js';
import type { VisitOffer as VisitOfferRow } from '../offer.entity.js';
import { reasonWords } from '../reason.words.js';
import type { SupportNote } from './engineer-ranking.domain.js';
import type { SupportNote as SupportNoteView, VisitOffer } from './visit.types.js';

const noteView = (note: SupportNote, language: Language): SupportNoteView => {
  const why = reasonWords(`${note.cause === 'saturated' ? 'saturated-region' : 'empty-region'}:${note.region}`, language);
  const who = reasonWords(`neighbour-region:${note.supportedBy}`, language);
  return { ...note, words: language === 'zh' ? `${why}；${who}` : `${why}; ${who}` };
};

/** An offer of a visit as callers see it, in their language. */
export const visitOfferView = (row: VisitOfferRow, language: Language): VisitOffer => ({
  ...offerView(row, language),
  visitId: row.visitId,
  note: row.note && noteView(row.note, language),
});
