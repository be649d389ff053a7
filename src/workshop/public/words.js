import { EN } from './words-en.js';
import { ES } from './words-es.js';

/** What the page itself says. A language without words of its own is shown with the Spanish ones. */
const WORDS = { es: ES, en: EN };

/** The code of the language in which the page speaks to someone who chose `language`. */
export const spokenIn = (language) => (Object.hasOwn(WORDS, language) ? language : 'es');

export const wordsIn = (language) => WORDS[spokenIn(language)];

/** Puts the words of a language wherever the page has a place for them. */
export const translate = (page, language) => {
  const words = wordsIn(language);
  page.documentElement.lang = spokenIn(language);
  page.title = `Ventanilla: ${words.title.toLowerCase()}`;
  for (const element of page.querySelectorAll('[data-word]')) element.textContent = words[element.dataset.word];
  for (const element of page.querySelectorAll('[data-label]'))
    element.setAttribute('aria-label', words[element.dataset.label]);
};
