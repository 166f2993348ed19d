import { writeFile } from 'node:fs/promises';
import { ticketLifePage } from './ticket-life.page.js';

await writeFile(new URL('../../../docs/ticket-life.md', import.meta.url), ticketLifePage());
