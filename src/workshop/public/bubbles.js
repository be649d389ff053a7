/** An element with attributes and children; text is always text, never markup. */
const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
};

const who = (name) => make('span', { class: 'unseen' }, `${name}: `);

/** What the person sent. */
export const mine = (text, words) =>
  make('li', { class: 'mine' }, make('p', { class: 'bubble' }, who(words.you), text));

/** A line about the talk that nobody sent. */
export const note = (text) => make('li', { class: 'note' }, text);

/** What the person reads, its buttons, and the small print for editors: where it stands and what it is built on. */
export const theirs = (message, { words, buttons, press }) => {
  const bubble = make('p', { class: 'bubble', lang: message.language }, who(words.bot), message.text);
  const item = make('li', { class: 'theirs' }, bubble);
  if (buttons && message.options.length > 0) item.append(keyboard(message, words, press));
  item.append(trace(message, words));
  return item;
};

const keyboard = ({ options, language }, words, press) => {
  const row = make('div', { class: 'keyboard', role: 'group', 'aria-label': words.options, lang: language });
  for (const option of options) {
    const button = make('button', { type: 'button' }, option.label);
    button.addEventListener('click', () => press(option));
    row.append(button);
  }
  return row;
};

const trace = (message, words) => {
  const list = make('ul', { class: 'trace', 'aria-label': words.from });
  const add = (name, text) => list.append(make('li', { class: name }, text));
  if (message.segments !== undefined)
    add('segments', `${words.segments(message.segments)}, ${message.encoding === 'gsm7' ? 'GSM-7' : 'UCS-2'}`);
  if (message.step) add('step', [message.flow, message.step].filter(Boolean).join(' › '));
  if (message.at) add('at', message.at);
  if (message.facts.length > 0) add('facts', `${words.facts}: ${message.facts.join(', ')}`);
  if (message.sources.length > 0) add('sources', `${words.sources}: ${message.sources.join(', ')}`);
  return list;
};
