import { describe, expect, it } from 'vitest';
import { noonOf } from '../../src/check/rehearse.ts';
import { localesOf } from '../../src/content/release.ts';
import { openScene } from '../../src/content/scene.ts';
import { createVoice } from '../../src/dialog/speak.ts';
import { filesOf, ROOT, releaseOf } from '../support/repository.ts';

const release = releaseOf(filesOf(ROOT));
const MEDIA = ['sms', 'whatsapp', 'telegram'] as const;

/** The first day of each month from 2025 to 2028. */
const months = Array.from(
  { length: 37 },
  (_, i) => `${2025 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}-01`,
);

describe('every answer, on the first of every month from 2025 to 2028', () => {
  it.each(months)('%s: none is empty or has a hole, and none that works today stops working later', (day) => {
    for (const locale of localesOf(release))
      for (const medium of MEDIA)
        for (const id of release.answers.keys()) {
          const voice = createVoice(release, openScene(release, noonOf(release, day)), locale, medium);
          const text = voice.say({ kind: 'answer', id });
          expect(text, id).toBeTruthy();
          expect(text, id).not.toMatch(/\{\{|undefined|NaN/);
          if (day > '2026-11-21')
            expect(text, `${id} in ${locale} on ${day}`).not.toBe(voice.system('not-known-today'));
        }
  });
});
