import { sendTalk } from './api.js';
import { make } from './make.js';

/** Makes an example of the talk in hand: shown, to be taken away, and added to the flow's own file where that can be done. */
export const createRecorder = (page, { inHand, day, fail, words }) => {
  const at = (id) => page.getElementById(id);
  const [dialog, form, name, result, note, text, download, save] = [
    'record',
    'record-form',
    'record-name',
    'record-result',
    'record-note',
    'record-text',
    'record-download',
    'record-save',
  ].map(at);
  let made = { file: '', text: '' };

  const talk = () => {
    const { channel, language, said } = inHand();
    return { name: name.value, channel, language, day: day(), said: said.map(({ content }) => content) };
  };

  const show = (answer) => {
    made = answer;
    const spoken = words();
    // Held once more on one day: who changed the day on the way may come elsewhere.
    const other = inHand().said.findIndex(({ step }, i) => step !== undefined && (made.steps[i] || step) !== step);
    note.textContent = made.saved
      ? spoken.recordSaved(made.file)
      : other < 0
        ? spoken.recordReady
        : spoken.recordOther(other + 1);
    text.value = made.text;
    save.hidden = !made.canSave || made.saved;
    save.textContent = spoken.recordSave(made.file);
    result.hidden = false;
  };

  /** One at a time: whoever presses twice would add the example twice. */
  const record = async (more = {}) => {
    if (save.disabled) return;
    save.disabled = true;
    try {
      show(await sendTalk({ ...talk(), ...more }));
    } catch (cause) {
      dialog.close();
      fail(cause);
    } finally {
      save.disabled = false;
    }
  };

  at('record-open').addEventListener('click', () => {
    result.hidden = true;
    name.value = '';
    dialog.showModal();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    record();
  });
  download.addEventListener('click', () => {
    const href = URL.createObjectURL(new Blob([made.text], { type: 'text/yaml' }));
    make('a', { href, download: made.file.split('/').at(-1) }).click();
    URL.revokeObjectURL(href);
  });
  save.addEventListener('click', () => record({ save: true }));
  at('record-close').addEventListener('click', () => dialog.close());
};
