import { fetchDiff } from './api.js';
import { SECTIONS } from './diff-sections.js';
import { make } from './make.js';

/** What people will see differently: the files as they are beside a revision. */
export const createDiff = (page, { fail, words }) => {
  const at = (id) => page.getElementById(id);
  const [form, from, state, result] = ['diff-form', 'diff-from', 'diff-state', 'diff-result'].map(at);

  const show = (difference) => {
    const spoken = words();
    const parts = SECTIONS.filter(({ key }) => difference[key].length > 0);
    state.textContent = parts.length === 0 ? spoken.diffNone : spoken.diffOn(difference.day);
    result.replaceChildren(
      ...parts.map(({ key, line }) =>
        make(
          'section',
          { 'data-part': key },
          make('h3', {}, `${spoken.diffParts[key]}: ${difference[key].length}`),
          make('ul', {}, ...difference[key].map((one) => make('li', {}, ...line(one, spoken)))),
        ),
      ),
    );
  };

  const compare = async () => {
    state.textContent = words().diffWait;
    result.replaceChildren();
    try {
      show(await fetchDiff(from.value.trim()));
    } catch (cause) {
      state.textContent = '';
      fail(cause);
    }
  };

  // One after the other, so that the last revision wins.
  let turn = Promise.resolve();
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    turn = turn.then(compare);
  });
};
