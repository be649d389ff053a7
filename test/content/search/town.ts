import type { Release } from '../../../src/content/release.ts';
import type { SourceFile } from '../../../src/content/tree.ts';
import { FOREIGN, filesOf, releaseOf, withFile } from '../../support/repository.ts';

const answer = (
  es: readonly string[],
  en: readonly string[],
  keys: readonly [string, string],
  said: readonly [string, string],
) =>
  `examples: ${JSON.stringify({ es, en })}
keywords: { es: [${keys[0]}], en: [${keys[1]}] }
text: ${JSON.stringify({ es: said[0], en: said[1] })}
reviewed: 2026-01-10
`;

const ANSWERS: Readonly<Record<string, string>> = {
  'library/opening': answer(
    ['¿A qué hora abren los sábados?', '¿Cuándo cierran la biblioteca?', '¿Abren los domingos?'],
    ['What time do you open on Saturday?', 'When does the library close?', 'Are you open on Sunday?'],
    ['horario, abierto, cerrado', 'hours, opening, closed'],
    ['Abrimos por la mañana.', 'We open in the morning.'],
  ),
  'library/fine': answer(
    ['¿Cuánto cobran por un libro atrasado?', 'Perdí un libro, ¿cuál es la multa?', '¿Hay multa por devolver tarde?'],
    [
      'How much do you charge for a late book?',
      'I lost a book, what is the fine?',
      'Is there a fine for returning late?',
    ],
    ['multa, atraso, perdido', 'fine, overdue, lost'],
    ['La multa se paga en el mostrador.', 'The fine is paid at the counter.'],
  ),
  'library/story_hour': answer(
    [
      '¿Hay cuentos para niños?',
      '¿Puedo llevar a mi hija a la hora del cuento?',
      '¿Desde qué edad es la hora del cuento?',
    ],
    ['Is there a story hour for children?', 'Can I bring my daughter to story time?', 'What age is story hour for?'],
    ['cuentos, niños', 'stories, children'],
    ['Los cuentos se leen en la sala azul.', 'Stories are read in the blue room.'],
  ),
  'beyond/museum': answer(
    ['¿Cuánto cuesta el museo?', '¿Abren el museo los lunes?', '¿Dónde compro boletos del museo?'],
    ['How much is the museum?', 'Is the museum open on Monday?', 'Where do I buy museum tickets?'],
    ['museo, boletos, exposición', 'museum, tickets, exhibition'],
    ['El museo es de otra casa: pregunta en su puerta.', 'The museum is another house: ask at its door.'],
  ),
};

const SEARCH: Readonly<Record<string, string>> = {
  es: `personal: { after: [me llamo, mi nombre es, calle], names: [guadalupe, perez] }
search:
  stop: [el, la, los, las, de, del, a, un, una, por, para, que, es, en, mi, me, se, y, hay, puedo]
  spellings: { q: que, k: que, xq: porque, bibli o: biblioteca }
  concepts:
    ask-cost: [cuánto cuesta, cuánto cobran, precio]
    child: [niño, niños, hija, hijo, chamaco]
    fine: [multa, castigo, recargo]
  idle: [muchas gracias, eres un robot, jajaja]
`,
  en: `personal: { after: [my name is], names: [smith] }
search:
  stop: [the, a, of, to, is, are, do, you, for, i, in, on, my, what, it]
  spellings: { u: you }
  concepts:
    ask-cost: [how much, price]
    child: [child, children, kid, kids, daughter]
    fine: [fine, penalty]
  idle: [thank you so much, are you a robot]
`,
};

/** The files of a small town's library: four answers of its own, one question it does not cover, and small talk. */
export const townFiles = (): readonly SourceFile[] => {
  let files = filesOf(FOREIGN);
  for (const [name, text] of Object.entries(ANSWERS))
    files = withFile(files, `content/answers/${name}.yaml`, () => text);
  for (const [locale, text] of Object.entries(SEARCH))
    files = withFile(files, `content/words/${locale}.yaml`, (words) => `${words.trimEnd()}\n${text}`);
  return withFile(files, 'content/settings.yaml', (text) => `${text.trimEnd()}\noutside: [beyond]\n`);
};

export const town = (): Release => releaseOf(townFiles());
