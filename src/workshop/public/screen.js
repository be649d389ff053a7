import { Unsent } from './api.js';
import { translate, wordsIn } from './words.js';

/** What can be seen: the phone in hand, and what is said to those who cannot see it. */
export const createScreen = (page) => {
  const at = (id) => page.getElementById(id);
  const [talk, words, language, place, trouble, news, scroll] = [
    'talk',
    'words',
    'language',
    'place',
    'trouble',
    'news',
    'scroll',
  ].map(at);
  const spoken = () => wordsIn(language.value);

  const settle = (phone, still) => {
    at('empty').hidden = phone.bubbles.length > 0;
    at('keep').hidden = phone.said.length === 0;
    place.hidden = !phone.asksPlace;
    if (!still) scroll.scrollTop = scroll.scrollHeight;
  };

  /** Puts a phone into the hand: its bubbles, its language, its question. `still`: whoever reads stays where they are. */
  const show = (phone, still = false) => {
    const place = scroll.scrollTop;
    page.body.dataset.channel = phone.channel;
    if (phone.language) language.value = phone.language;
    translate(page, language.value);
    at('greet').textContent = spoken().greeting;
    words.placeholder = spoken().placeholder;
    trouble.hidden = true;
    news.textContent = '';
    talk.replaceChildren(...phone.bubbles);
    settle(phone, still);
    if (still) scroll.scrollTop = place;
  };

  /** Adds to the phone in hand; what is there stays, and so does the focus of whoever is on it. */
  const add = (phone, bubbles) => {
    trouble.hidden = true;
    talk.append(...bubbles);
    if (phone.language && phone.language !== language.value) {
      language.value = phone.language;
      translate(page, language.value);
    }
    settle(phone);
  };

  const announce = (text, lang) => {
    news.lang = lang;
    news.textContent = text;
  };

  const complain = (key, detail) => {
    const said = spoken()[key];
    trouble.textContent = typeof said === 'function' ? said(detail) : said;
    trouble.hidden = false;
  };

  /** Says of any mistake what can be said of it. */
  const fail = (cause) => {
    const known = cause instanceof Unsent;
    if (!known) console.error(cause);
    complain(known ? cause.key : 'broken', cause.detail);
  };

  return { at, spoken, show, add, announce, fail };
};
