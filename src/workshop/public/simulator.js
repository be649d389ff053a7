import { send } from './api.js';
import { mine, note, theirs } from './bubbles.js';
import { createPhones } from './phones.js';

/** The simulator: everything a person can do to a phone in hand. `moved` hears where they go, `spoken` that the language changed. */
export const createSimulator = (page, settings, { at, spoken, show, add, announce, fail }, tell) => {
  const [words, language, day] = ['words', 'language', 'day'].map(at);
  const phones = createPhones();
  const inHand = () => phones.of(page.querySelector('input[name=channel]:checked').value);
  let sending = Promise.resolve();

  const put = (phone, bubbles) => {
    phone.bubbles.push(...bubbles);
    if (phone === inHand()) add(phone, bubbles);
  };

  const hear = (phone, entry, messages) => {
    const silence = messages.length === 0;
    phone.language = messages.at(-1)?.language ?? phone.language;
    phone.asksPlace = messages.some(({ ask }) => ask === 'location');
    phone.said.push({ ...entry, step: messages.at(-1)?.step });
    phone.path.push(...messages.flatMap(({ path }) => path));
    const press = ({ id, label }) => say({ choice: id }, label);
    const shown = { words: spoken(), buttons: phone.channel === 'telegram', press };
    put(phone, silence ? [note(spoken().silence)] : messages.map((message) => theirs(message, shown)));
    if (phone === inHand())
      announce(silence ? spoken().silence : messages.map(({ text }) => text).join('\n'), phone.language ?? '');
    if (phone === inHand()) tell.moved(phone.path);
  };

  /** What someone sends, with the settings of that moment. */
  const entryOf = (content, shown) => {
    const entry = { content, shown, language: language.value };
    // Today is left unsaid, so that the talk happens at this very hour.
    if (day.value && day.value !== settings.today) entry.day = day.value;
    return entry;
  };

  const deliver = async (phone, entry) => {
    const { content, language: code, day: iso } = entry;
    const { messages } = await send({
      person: phone.person,
      channel: phone.channel,
      language: code,
      day: iso,
      ...content,
    });
    hear(phone, entry, messages);
  };

  /** One message at a time, in the order in which they were sent. */
  const say = (content, shown) => {
    const phone = inHand();
    const entry = entryOf(content, shown);
    const bubble = mine(shown, spoken());
    phone.waiting.push(bubble);
    put(phone, [bubble]);
    words.focus();
    sending = sending
      .then(() => {
        phone.waiting.shift();
        // Before its turn came, the talk may have been held again on a fresh phone.
        return deliver(phones.heir(phone), entry);
      })
      .catch(fail);
  };

  /** Puts a phone into the hand, and its way on the map. */
  const take = (phone, still = false) => {
    show(phone, still);
    tell.moved(phone.path);
  };

  /** Holds the talks once more, in the words and by the ways that are new: nothing of them is lost. */
  const again = async () => {
    for (const old of phones.all()) {
      const replaced = () => phones.of(old.channel) !== old;
      if (replaced()) continue;
      const fresh = phones.blank(old.channel);
      for (const entry of old.said) {
        put(fresh, [mine(entry.shown, spoken())]);
        await deliver(fresh, entry);
      }
      // Whoever began anew meanwhile goes on with that.
      if (replaced()) continue;
      const held = old === inHand();
      put(fresh, old.waiting);
      phones.follow(fresh, old);
      if (held) take(fresh, true);
    }
    announce(spoken().renewed, language.value);
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
    take(phones.renew(inHand().channel));
    words.focus();
  });

  /** A talk that has begun changes its language the way a person does: by the language's own name. */
  language.addEventListener('change', () => {
    const phone = inHand();
    const name = settings.languages.find(({ code }) => code === language.value)?.name;
    if (phone.language) phone.language = language.value;
    show(phone);
    tell.spoken();
    if (phone.language && name) say({ text: name }, name);
    language.focus();
  });

  for (const radio of page.querySelectorAll('input[name=channel]'))
    radio.addEventListener('change', () => take(inHand()));

  const nameLanguages = () => {
    const chosen = language.value;
    language.replaceChildren(...settings.languages.map(({ code, name }) => new Option(name, code)));
    language.value = settings.languages.some(({ code }) => code === chosen) ? chosen : settings.language;
  };
  nameLanguages();
  const own = navigator.language.split('-')[0];
  language.value = settings.languages.some(({ code }) => code === own) ? own : settings.language;
  day.value = settings.today;
  if (settings.point)
    [at('latitude').value, at('longitude').value] = [settings.point.latitude, settings.point.longitude];
  show(inHand());
  words.focus();

  /** Takes up what the server has learnt to say. */
  const renew = (newer) => {
    Object.assign(settings, newer);
    nameLanguages();
    sending = sending.then(again).catch(fail);
  };

  return { inHand, renew };
};
