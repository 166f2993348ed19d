import { ClearNoteService } from './clear-note.service.js';
import { CommandTexts } from './command-texts.js';
import { NoteEntity } from './note.entity.js';
import { NoteMutations } from './note.mutations.js';
import { NoteResolver } from './note.resolver.js';
import { NoteService } from './note.service.js';

/** Tables of this folder. */
export const noteEntities = [NoteEntity];

/** What the folder puts into the service's module. */
export const noteProviders = [NoteService, ClearNoteService, CommandTexts, NoteMutations, NoteResolver];
