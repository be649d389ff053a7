import { fetchSettings, send, Unsent } from './api.js';
import { mine, note, theirs } from './bubbles.js';
import { createPhones } from './phones.js';
import { createScreen } from './screen.js';

/** The simulator: everything a person can do to a phone in hand. */
const createSimulator = (page, settings) => {
  const { at, spoken, show, add, announce, complain } = createScreen(page);
  const [words, language, day] = ['words', 'language', 'day'].map(at);
  const phones = createPhones();
  const inHand = () => phones.of(page.querySelector('input[name=channel]:checked').value);
  let sending = Promise.resolve();

  const put = (phone, bubbles) => {
    phone.bubbles.push(...bubbles);
    if (phone === inHand()) add(phone, bubbles);
  };

  const hear = (phone, messages) => {
    const silence = messages.length === 0;
    phone.language = messages.at(-1)?.language ?? phone.language;
    phone.asksPlace = messages.some(({ ask }) => ask === 'location');
    const press = ({ id, label }) => say({ choice: id }, label);
    const shown = { words: spoken(), buttons: phone.channel === 'telegram', press };
    put(phone, silence ? [note(spoken().silence)] : messages.map((message) => theirs(message, shown)));
    if (phone === inHand())
      announce(silence ? spoken().silence : messages.map(({ text }) => text).join('\n'), phone.language ?? '');
  };

  /** One message at a time, in the order in which they were sent. */
  const say = (content, shown) => {
    const phone = inHand();
    const message = { person: phone.person, channel: phone.channel, language: language.value, ...content };
    // Today is left unsaid, so that the talk happens at this very hour.
    if (day.value && day.value !== settings.today) message.day = day.value;
    put(phone, [mine(shown, spoken())]);
    words.focus();
    sending = sending
      .then(() => send(message))
      .then(({ messages }) => hear(phone, messages))
      .catch((cause) => complain(cause instanceof Unsent ? cause.key : 'broken', cause.detail));
  };

  at('say').addEventListener('submit', (event) => {
    event.preventDefault();
    const text = words.value.trim();
    words.value = '';
    if (text) say({ text }, text);
  });

  at('place').addEventListener('submit', (event) => {
    event.preventDefault();
    const [latitude, longitude] = [at('latitude').valueAsNumber, at('longitude').valueAsNumber];
    say({ location: { latitude, longitude } }, `${latitude}, ${longitude}`);
  });

  at('greet').addEventListener('click', () => say({ text: spoken().greeting }, spoken().greeting));

  at('restart').addEventListener('click', () => {
    show(phones.renew(inHand().channel));
    words.focus();
  });

  /** A talk that has begun changes its language the way a person does: by the language's own name. */
  language.addEventListener('change', () => {
    const phone = inHand();
    const name = settings.languages.find(({ code }) => code === language.value)?.name;
    if (phone.language) phone.language = language.value;
    show(phone);
    if (phone.language && name) say({ text: name }, name);
    language.focus();
  });

  for (const radio of page.querySelectorAll('input[name=channel]'))
    radio.addEventListener('change', () => show(inHand()));

  language.replaceChildren(...settings.languages.map(({ code, name }) => new Option(name, code)));
  const own = navigator.language.split('-')[0];
  language.value = settings.languages.some(({ code }) => code === own) ? own : settings.language;
  day.value = settings.today;
  if (settings.point)
    [at('latitude').value, at('longitude').value] = [settings.point.latitude, settings.point.longitude];
  show(inHand());
  words.focus();
};

try {
  createSimulator(document, await fetchSettings());
} catch (cause) {
  createScreen(document).complain(cause instanceof Unsent ? cause.key : 'broken', cause.detail);
}
