import { fetchBoard, fetchQuestions } from './api.js';
import { ORDERS, rowOf } from './board-rows.js';
import { make } from './make.js';
import { questionLine } from './question-line.js';

/** The content board: every answer with what there may be to do about it, and what nobody could answer. */
export const createBoard = (page, { day, fail, words }) => {
  const at = (id) => page.getElementById(id);
  const [view, rows, count, topic, state, order, questions] = [
    'board-view',
    'board-rows',
    'board-count',
    'topic',
    'state',
    'order',
    'questions',
  ].map(at);
  const heads = [...view.querySelectorAll('th[data-order]')];
  let answers = [];
  let down = false;
  let turn = Promise.resolve();

  const tell = () => {
    const spoken = words();
    const wanted = answers.filter(
      (one) =>
        (topic.value === '' || one.topic === topic.value) && (state.value === '' || one.freshness === state.value),
    );
    const sign = down ? -1 : 1;
    const sorted = wanted.toSorted((a, b) => sign * ORDERS[order.value](a, b) || (a.id < b.id ? -1 : 1));
    rows.replaceChildren(...sorted.map((one) => rowOf(one, spoken)));
    count.textContent = spoken.answersOf(wanted.length, answers.length);
    for (const head of heads) {
      const sort = head.dataset.order === order.value ? (down ? 'descending' : 'ascending') : 'none';
      head.setAttribute('aria-sort', sort);
    }
  };

  const nameChoices = () => {
    const spoken = words();
    const chosen = topic.value;
    const topics = [...new Set(answers.map((one) => one.topic))].sort();
    topic.replaceChildren(new Option(spoken.all, ''), ...topics.map((name) => new Option(name, name)));
    topic.value = topics.includes(chosen) ? chosen : '';
    for (const option of state.options) option.textContent = option.value === '' ? spoken.all : spoken[option.value];
    for (const option of order.options) option.textContent = spoken[`by-${option.value}`];
  };

  const load = async () => {
    const [board, asked] = await Promise.all([fetchBoard(day()), fetchQuestions()]);
    answers = board.answers;
    const spoken = words();
    questions.replaceChildren(
      ...(asked.questions.length === 0
        ? [make('li', {}, spoken.nothingAsked)]
        : asked.questions.map((one) => questionLine(one, spoken))),
    );
    nameChoices();
    tell();
  };

  /** Shows the board as it is by now, where it can be seen; one after the other, so that the last day wins. */
  const refresh = () => {
    turn = turn.then(() => (view.offsetParent === null ? undefined : load())).catch(fail);
    return turn;
  };

  const sortBy = (name) => {
    down = order.value === name ? !down : false;
    order.value = name;
    tell();
  };
  for (const head of heads) head.querySelector('button').addEventListener('click', () => sortBy(head.dataset.order));
  for (const choice of [topic, state]) choice.addEventListener('change', tell);
  order.addEventListener('change', () => {
    down = false;
    tell();
  });

  return { refresh };
};
