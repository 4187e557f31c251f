'use strict';
document.getElementById('all').addEventListener('change', e => document.body.classList.toggle('all', e.target.checked));
for (const button of document.querySelectorAll('.runs button')) {
  button.addEventListener('click', () => {
    const shown = button.getAttribute('aria-pressed') !== 'true';
    button.setAttribute('aria-pressed', String(shown));
    for (const line of document.querySelectorAll(`g[data-run="${button.parentElement.dataset.run}"]`)) line.style.display = shown ? '' : 'none';
  });
}
for (const figure of document.querySelectorAll('figure')) {
  const svg = figure.querySelector('svg'), tip = figure.querySelector('.tip'), cross = figure.querySelector('.cross');
  const lines = [...svg.querySelectorAll('g')].map(g => ({ g, points: g.dataset.points.split(' ').filter(p => p).map(p => p.split(',').map(Number)) }));
  svg.addEventListener('pointermove', e => {
    const box = svg.getBoundingClientRect(), at = (e.clientX - box.left) / box.width * svg.viewBox.baseVal.width;
    tip.replaceChildren();
    let step = null;
    for (const { g, points } of lines) {
      if (g.style.display === 'none' || points.length === 0) continue;
      const nearest = points.reduce((a, b) => Math.abs(b[0] - at) < Math.abs(a[0] - at) ? b : a);
      step ??= nearest;
      const row = document.createElement('div'), dot = document.createElement('i');
      dot.style.background = g.dataset.colour;
      row.append(dot, `${g.dataset.name}: ${nearest[2]} (step ${nearest[1]})`);
      tip.append(row);
    }
    tip.hidden = step === null;
    if (step === null) return;
    cross.setAttribute('x1', step[0]);
    cross.setAttribute('x2', step[0]);
    cross.style.visibility = 'visible';
    const x = e.clientX - box.left;
    tip.style.left = x > box.width / 2 ? '' : `${x + 28}px`;
    tip.style.right = x > box.width / 2 ? `${box.width - x + 28}px` : '';
  });
  svg.addEventListener('pointerleave', () => { tip.hidden = true; cross.style.visibility = 'hidden'; });
}
