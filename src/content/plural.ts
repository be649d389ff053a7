import { error, type Report } from '../base/diagnostic.ts';
import { didYouMean } from '../base/spelling.ts';
import type { YamlFile } from '../base/yaml.ts';

/** Counts by which every form that a language has for whole numbers is met; compact millions are never said. */
const COUNTS = Array.from({ length: 200 }, (_, n) => n);

/** The forms that a language needs for whole numbers; undefined where nothing is known of it. */
const formsOf = (locale: string): ReadonlySet<string> | undefined => {
  if (Intl.PluralRules.supportedLocalesOf(locale).length === 0) return undefined;
  const rules = new Intl.PluralRules(locale);
  return new Set([...COUNTS.map((n) => rules.select(n)), 'other']);
};

/** How a unit is said must have every form that the language has, and each form its number. */
export const checkPlurals = (
  locale: string,
  yaml: YamlFile,
  units: Iterable<readonly [string, Readonly<Record<string, string>>]>,
  report: Report,
): void => {
  const needed = formsOf(locale);
  for (const [unit, forms] of units) {
    const single = typeof (yaml.value as Record<string, unknown>)[unit] === 'string';
    const missing = single ? [] : [...(needed ?? [])].filter((form) => forms[form] === undefined);
    if (missing.length > 0)
      report(
        error(
          yaml.keyAt([unit]),
          'plural',
          `"${unit}" has no form for "${missing.join('" and "')}" in ${locale}`,
          `add ${missing[0]}: "{{n}} ..."`,
        ),
      );
    for (const [form, said] of Object.entries(forms)) {
      const path = single ? [unit] : [unit, form];
      if (needed && !needed.has(form) && !(form === 'zero' || form === 'many'))
        report(error(yaml.keyAt(path), 'plural', `${locale} has no form "${form}"`, didYouMean(form, needed)));
      const names = [...said.matchAll(/\{\{\s*([^{}]*?)\s*\}\}/g)].map(([, name]) => name);
      if (names.length !== 1 || names[0] !== 'n')
        report(error(yaml.at(path), 'plural', `"${said}" must say its number once`, 'write {{n}} where it stands'));
    }
  }
};
