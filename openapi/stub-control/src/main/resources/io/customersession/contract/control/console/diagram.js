// The diagram of a state machine: states in a column, transitions as arcs beside it. It needs no layout engine, and
// says the same as the table beside it.

import { el, svg, table } from './elements.js';

const WIDTH = 150;
const HEIGHT = 40;
const GAP = 56;
const ARC = 44;
const BADGE = 9;

/** Returns a drawing and a table. The current state and the last transition are marked by shape, too. */
export function machineView(machine, current, last) {
  const edges = machine.transitions.map((transition, i) => ({ ...transition, number: i + 1 }));
  const isLast = (edge) => last !== undefined && edge.from === last.from && edge.to === last.to;
  return el(
    'div',
    { class: 'machine' },
    drawing(machine, edges, current, isLast),
    table(
      `Transitions of ${machine.name}`,
      ['#', 'From', 'To', 'Operations', 'Event'],
      edges.map((edge) => [
        String(edge.number),
        state(edge.from, current),
        [state(edge.to, current), isLast(edge) && el('strong', {}, ' (last)')],
        edge.operations.join(', '),
        edge.event,
      ]),
    ),
  );
}

function state(name, current) {
  return name === undefined ? '(new)' : name === current ? el('strong', {}, `${name} (current)`) : name;
}

/** Orders states so that most transitions lead down: by the longest way from the first one. */
function ranked(machine, edges) {
  const ranks = new Map();
  const onTheWay = new Set();
  const visit = (name, rank) => {
    if (onTheWay.has(name) || (ranks.get(name) ?? -1) >= rank) {
      return;
    }
    ranks.set(name, rank);
    onTheWay.add(name);
    edges.filter((edge) => edge.from === name).forEach((edge) => visit(edge.to, rank + 1));
    onTheWay.delete(name);
  };
  edges.filter((edge) => edge.from === undefined).forEach((edge) => visit(edge.to, ranks.get(edge.to) ?? 0));
  const order = (name) => ranks.get(name) ?? Number.MAX_SAFE_INTEGER;
  return [...machine.states].sort((a, b) => order(a) - order(b));
}

function drawing(machine, edges, current, isLast) {
  const states = ranked(machine, edges);
  const place = new Map(states.map((name, i) => [name, i]));
  const reach = states.length * ARC;
  const left = reach + 16;
  const middle = left + WIDTH / 2;
  const top = (i) => 40 + i * (HEIGHT + GAP);
  const height = top(states.length - 1) + HEIGHT + 24;
  const width = left + WIDTH + reach + 16;
  const title = `State machine ${machine.name}` + (current === undefined ? '' : `, in state ${current}`);
  const parts = [];
  const labels = [];
  for (const edge of edges) {
    const { line, badge, head } = route(edge, place, { left, middle, top });
    const marked = isLast(edge);
    const name = `${edge.number}: ${edge.from ?? '(new)'} to ${edge.to} by ${edge.operations.join(', ')}`;
    parts.push(
      svg('g', {}, svg('title', {}, name),
        svg('path', { d: line, class: marked ? 'edge last' : 'edge' }),
        svg('path', { d: head, class: marked ? 'head last-head' : 'head' })),
    );
    labels.push(
      svg('circle', { cx: badge[0], cy: badge[1], r: BADGE, class: 'badge' }),
      svg('text', { x: badge[0], y: badge[1] + 4, class: 'badge-text' }, String(edge.number)),
    );
  }
  const boxes = states.map((name, i) => [
    svg('rect', { x: left, y: top(i), width: WIDTH, height: HEIGHT, rx: 8, class: name === current ? 'state current' : 'state' }),
    // A double frame marks the current state without color.
    name === current && svg('rect', { x: left + 5, y: top(i) + 5, width: WIDTH - 10, height: HEIGHT - 10, rx: 5, class: 'inner' }),
    svg('text', { x: middle, y: top(i) + HEIGHT / 2 + 5 }, name),
  ]);
  return svg(
    'svg',
    { class: 'diagram', viewBox: `0 0 ${width} ${height}`, width, role: 'img', 'aria-label': title },
    svg('title', {}, title),
    parts, labels, boxes,
  );
}

/** Returns the line of a transition, the place of its number and its head. */
function route(edge, place, { left, middle, top }) {
  const to = place.get(edge.to);
  const right = left + WIDTH;
  if (edge.from === undefined) {
    const x = middle - 40;
    if (to === 0) {
      return { line: `M ${x} ${top(0) - 30} V ${top(0) - 2}`, badge: [x, top(0) - 26], head: down(x, top(0)) };
    }
    const y = top(to) + 8;
    return { line: `M ${left - 34} ${y} H ${left - 2}`, badge: [left - 34, y], head: toRight(left, y) };
  }
  const from = place.get(edge.from);
  if (from === to) {
    const y = top(to) + HEIGHT / 2;
    const line = `M ${right} ${y - 8} C ${right + 30} ${y - 22} ${right + 30} ${y + 22} ${right + 2} ${y + 8}`;
    return { line, badge: [right + 22, y], head: toLeft(right, y + 8) };
  }
  if (to === from + 1) {
    const start = top(from) + HEIGHT;
    return { line: `M ${middle} ${start} V ${top(to) - 2}`, badge: [middle, start + GAP / 2 - 3], head: down(middle, top(to)) };
  }
  // Down on the right, up on the left; the longer, the wider.
  const isDown = to > from;
  const side = isDown ? right : left;
  const bend = (isDown ? 1 : -1) * ARC * (Math.abs(to - from) + (isDown ? 0 : 0.6));
  const start = top(from) + (isDown ? HEIGHT - 6 : 10);
  const end = top(to) + (isDown ? 10 : HEIGHT - 8);
  const line = `M ${side} ${start} C ${side + bend} ${start} ${side + bend} ${end} ${side + (isDown ? 2 : -2)} ${end}`;
  return {
    line,
    badge: [side + bend * 0.75, (start + end) / 2],
    head: isDown ? toLeft(side, end) : toRight(side, end),
  };
}

const down = (x, y) => `M ${x} ${y} l -5 -9 h 10 Z`;
const toLeft = (x, y) => `M ${x} ${y} l 9 -5 v 10 Z`;
const toRight = (x, y) => `M ${x} ${y} l -9 -5 v 10 Z`;
