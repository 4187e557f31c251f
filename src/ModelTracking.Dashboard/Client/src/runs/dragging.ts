// Dragging with the mouse: a click stays a click until the mouse has moved.
const threshold = 5;

/** Follows the mouse from a press on; `onEnd` says whether it moved, and that the press was then no click. */
export function drag(event: PointerEvent, onMove: (by: number, x: number) => void, onEnd: (isMoved: boolean) => void): void {
  if (event.button !== 0 || event.pointerType === 'touch') return;
  const from = event.clientX;
  let isMoved = false;
  const move = (e: PointerEvent): void => {
    isMoved ||= Math.abs(e.clientX - from) >= threshold;
    if (isMoved) onMove(e.clientX - from, e.clientX);
  };
  const noClick = (e: Event): void => {
    e.stopPropagation();
    e.preventDefault();
  };
  const end = (done: boolean): void => {
    removeEventListener('pointermove', move);
    removeEventListener('pointerup', up);
    removeEventListener('pointercancel', cancel);
    removeEventListener('keydown', keys, true);
    if (isMoved) {
      addEventListener('click', noClick, true);
      setTimeout(() => removeEventListener('click', noClick, true));
    }
    onEnd(isMoved && done);
  };
  const up = (): void => end(true);
  const cancel = (): void => end(false);
  const keys = (e: KeyboardEvent): void => {
    if (e.key === 'Escape') end(false);
  };
  addEventListener('pointermove', move);
  addEventListener('pointerup', up);
  addEventListener('pointercancel', cancel);
  addEventListener('keydown', keys, true);
}
