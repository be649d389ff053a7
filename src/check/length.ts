import type { Instant } from '../base/day.ts';
import { error, warning } from '../base/diagnostic.ts';
import { money } from '../base/money.ts';
import type { Value, Vars } from '../base/value.ts';
import { CAPABILITIES } from '../channel/capability.ts';
import { segments } from '../channel/gsm7.ts';
import { layout } from '../channel/layout.ts';
import { ANSWERS } from '../content/load.ts';
import { localesOf, type Release } from '../content/release.ts';
import { openScene } from '../content/scene.ts';
import { createVoice } from '../dialog/speak.ts';
import type { Flow, Offered, Part, Step } from '../flow/model.ts';
import type { Type } from '../flow/type.ts';
import type { Rule } from './rule.ts';

/** An answer by SMS has at most so many segments, its date line included. */
const ANSWER_SEGMENTS = 2;
const MEDIA = ['sms', 'whatsapp', 'telegram'] as const;

/** Every message of one step, with values as long as they get, is laid out for every channel. */
export const tooLong = (now: Instant): Rule => ({
  name: 'too-long',
  why: 'the message would be cut up, and each SMS segment costs money',
  check: (release, report) => {
    for (const locale of localesOf(release)) {
      for (const medium of MEDIA) {
        const said = (part: Part, options: readonly Offered[]) => {
          const scene = openScene(release, now);
          const voice = createVoice(release, scene, locale, medium);
          const words = voice.say(part);
          const dated = voice.dated();
          return layout(
            voice.message(
              dated && (options.length > 0 || part.kind === 'answer') ? `${words}\n\n${dated}` : words,
              options,
            ),
            CAPABILITIES[medium],
          );
        };
        for (const flow of release.flows.values())
          for (const step of flow.steps.values()) {
            const part = partOf(release, flow, step);
            const entry = part?.kind === 'text' ? release.texts.entry(locale, flow.id, part.key) : undefined;
            if (!part || !entry?.text.text) continue;
            const laid = said(part, optionsOf(flow, step));
            const at = entry.text[medium]?.at ?? entry.text.text.at;
            if (laid.rest.length > 0)
              report(
                error(
                  at,
                  'too-long',
                  `"${entry.key}" does not fit one message on ${medium} (${describe(medium, [laid.text, ...laid.rest])})`,
                  medium === 'sms' ? 'write a shorter sms: text' : 'shorten it',
                ),
              );
            for (const [id, option] of entry.options)
              if (option.label.template.replace(/\{\{[^{}]*\}\}/g, '000').length > CAPABILITIES.telegram.label)
                report(
                  error(
                    option.label.at,
                    'too-long',
                    `the label of "${id}" is too long for a button`,
                    `${CAPABILITIES.telegram.label} characters at most`,
                  ),
                );
          }
        for (const answer of release.answers.values()) {
          const written = answer.text[locale]?.[medium] ?? answer.text[locale]?.text;
          if (!written || !release.texts.entry(locale, ANSWERS, answer.id)) continue;
          const laid = said({ kind: 'answer', id: answer.id }, []);
          if (medium === 'sms' && segments(laid.text).segments > ANSWER_SEGMENTS)
            report(
              warning(
                written.at,
                'sms-budget',
                `this answer takes ${segments(laid.text).segments} SMS segments (${segments(laid.text).units} characters)`,
                `${ANSWER_SEGMENTS} at most: every segment costs the person or their host`,
              ),
            );
          if (laid.rest.length > 0)
            report(
              error(
                written.at,
                'too-long',
                `this answer does not fit one message on ${medium} (${describe(medium, [laid.text, ...laid.rest])})`,
                medium === 'sms' ? 'write a shorter sms: text' : 'shorten it',
              ),
            );
        }
      }
    }
  },
});

const describe = (medium: string, pages: readonly string[]): string =>
  medium === 'sms'
    ? `${pages.reduce((sum, page) => sum + segments(page).segments, 0)} segments`
    : `${pages.join('').length} characters`;

const partOf = (release: Release, flow: Flow, step: Step): Part | undefined => {
  const [key] = step.kind.texts(step.spec, step.id).keys;
  return key === undefined || ['find', 'quotes'].includes(step.kind.key)
    ? undefined
    : { kind: 'text', flow: flow.id, key, role: 'text', vars: samples(release, flow) };
};

const optionsOf = (flow: Flow, step: Step): readonly Offered[] => {
  const { options, listed } = step.kind.texts(step.spec, step.id);
  return listed === false ? [] : options.map((id) => ({ id, flow: flow.id, step: step.id, global: false }));
};

/** Values as long as people's answers get. */
const samples = (release: Release, flow: Flow): Vars => {
  const vars: Record<string, Value> = {};
  for (const [name, type] of flow.vars) vars[name] = sample(type, release);
  return vars;
};

const sample = (type: Type, release: Release): Value => {
  switch (type.kind) {
    case 'integer':
      return 2000n;
    case 'money':
      return money(type.currency, 1_234_550n);
    case 'yes-no':
      return true;
    case 'choice':
      return type.options.reduce((a, b) => (b.length > a.length ? b : a), '');
    case 'day':
      return openScene(release, 0).today;
    case 'decimal':
      return { kind: 'decimal', units: 12345n, scale: 2 };
    case 'point':
      return { kind: 'point', latitude: 0, longitude: 0 };
    case 'text':
      return 'Guadalajara';
  }
};
