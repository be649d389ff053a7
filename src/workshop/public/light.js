/** Lights the steps of a way and the arrows between them, as far as they lie in the picture. */
export const light = (map, path) => {
  for (const lit of map.querySelectorAll('.lit')) lit.classList.remove('lit');
  for (const card of map.querySelectorAll('[aria-current]')) card.removeAttribute('aria-current');
  const flow = map.querySelector('.map')?.dataset.flow;
  const own = path.filter((entered) => entered.flow === flow);
  for (const { step } of own) cardOf(map, step)?.classList.add('lit');
  for (const [i, { step, option }] of own.entries()) {
    const from = own[i - 1]?.step;
    if (from === undefined) continue;
    const ends = `[data-to="${CSS.escape(step)}"]`;
    const arrows = map.querySelectorAll(`.arrow[data-from="${CSS.escape(from)}"]${ends}`);
    const ways = cardOf(map, from)?.querySelectorAll(`.way${ends}`) ?? [];
    for (const way of taken([...arrows], option)) way.classList.add('lit');
    for (const way of taken([...ways], option)) way.classList.add('lit');
  }
  const here = path.at(-1);
  if (here?.flow === flow) cardOf(map, here.step)?.setAttribute('aria-current', 'step');
};

const cardOf = (map, step) => map.querySelector(`.step[data-step="${CSS.escape(step)}"]`);

/** Of several ways to the same step, that of the option which was chosen, where it is known. */
const taken = (ways, option) => {
  const chosen = ways.filter((way) => option !== undefined && way.dataset.option === option);
  return chosen.length > 0 ? chosen : ways;
};
