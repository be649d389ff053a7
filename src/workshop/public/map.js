import { fetchFlow, fetchFlows } from './api.js';
import { light } from './light.js';
import { stepCard } from './step-card.js';

/** Narrower changes of the room for the map are not worth another picture. */
const WORTH_DRAWING = 40;

/** The picture's own style; a sheet of this kind is allowed where inline style is not. */
const sheet = new CSSStyleSheet();

/** The flow map: a picture of one flow, the way of the talk lit in it, and what the chosen step says. */
export const createMap = (page, { language, fail, words }) => {
  const at = (id) => page.getElementById(id);
  const [view, flow, step, map, texts] = ['map-view', 'flow', 'step', 'map', 'step-texts'].map(at);
  let drawn = { flow: '', language: '', width: 0, steps: [] };
  let path = [];
  let turn = Promise.resolve();
  page.adoptedStyleSheets = [sheet];

  const visible = () => view.offsetParent !== null;
  const width = () => map.clientWidth;

  const draw = async () => {
    const wanted = { flow: flow.value, language: language(), width: width() };
    const answer = await fetchFlow(wanted.flow, wanted);
    const svg = answer.svg.replace(/<style>([\s\S]*?)<\/style>/, (_, style) => {
      sheet.replaceSync(style);
      return '';
    });
    const picture = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
    map.replaceChildren(page.importNode(picture, true));
    drawn = { ...wanted, steps: answer.steps };
    const chosen = step.value;
    step.replaceChildren(new Option('…', ''), ...answer.steps.map(({ id }) => new Option(id, id)));
    step.value = answer.steps.some(({ id }) => id === chosen) ? chosen : '';
  };

  const stale = () =>
    drawn.flow !== flow.value || drawn.language !== language() || Math.abs(drawn.width - width()) > WORTH_DRAWING;

  /** Draws what is wanted by now, unless it is drawn already; one picture at a time. */
  const refresh = (again = false) => {
    turn = turn
      .then(async () => {
        if (!visible() || flow.value === '') return;
        if (again || stale()) await draw();
        light(map, path);
        tell();
      })
      .catch(fail);
    return turn;
  };

  const tell = () => {
    const chosen = drawn.steps.find(({ id }) => id === step.value);
    texts.hidden = chosen === undefined;
    texts.replaceChildren(...(chosen ? stepCard(drawn.flow, chosen, words()) : []));
    for (const card of map.querySelectorAll('.step')) card.classList.toggle('chosen', card.dataset.step === step.value);
  };

  /** Looks at a step of a flow, or at a flow. */
  const look = async (wanted, chosen = '') => {
    if (![...flow.options].some(({ value }) => value === wanted)) return;
    flow.value = wanted;
    await refresh();
    step.value = chosen;
    tell();
    into(map.querySelector(`[data-step="${CSS.escape(chosen)}"]`));
  };

  /** Brings a step into sight without moving the page. */
  const into = (card) => {
    if (!card) return;
    const [box, room] = [card.getBoundingClientRect(), map.getBoundingClientRect()];
    if (box.top < room.top || box.bottom > room.bottom) map.scrollTop += box.top - room.top - 16;
  };

  /** Lights the way of the talk, and follows it into the flow where it stands. */
  const follow = async (gone) => {
    path = gone;
    const here = gone.at(-1);
    if (here && [...flow.options].some(({ value }) => value === here.flow) && flow.value !== here.flow) {
      flow.value = here.flow;
      step.value = '';
    }
    await refresh();
    if (here) into(map.querySelector(`[data-step="${CSS.escape(here.step)}"]`));
  };

  const choose = (card) => {
    step.value = card.dataset.step;
    tell();
  };
  map.addEventListener('click', (event) => {
    const link = event.target.closest('a')?.getAttribute('href');
    if (link) {
      event.preventDefault();
      look(...link.slice(1).split('/'));
      return;
    }
    const card = event.target.closest('.step');
    if (card) choose(card);
  });
  map.addEventListener('keydown', (event) => {
    if ((event.key !== 'Enter' && event.key !== ' ') || !event.target.matches('.step')) return;
    event.preventDefault();
    choose(event.target);
  });
  flow.addEventListener('change', () => {
    step.value = '';
    refresh();
  });
  step.addEventListener('change', () => look(flow.value, step.value));
  new ResizeObserver(() => stale() && refresh()).observe(map);

  /** Asks anew which flows there are. */
  const load = async () => {
    const { flows, home } = await fetchFlows();
    const chosen = flow.value;
    flow.replaceChildren(...flows.map(({ id }) => new Option(id, id)));
    flow.value = flows.some(({ id }) => id === chosen) ? chosen : home;
    await refresh(true);
  };

  return { load, refresh, look, follow };
};
