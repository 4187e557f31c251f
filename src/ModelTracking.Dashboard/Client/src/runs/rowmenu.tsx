import type { JSX } from 'preact';
import { Icon } from '../parts/basics';
import { Floating, type Place } from '../parts/floating';
import { go, href } from '../url';
import type { Row } from './pages';

/** What can be done with one run of the list. */
export function RowMenu({ at, row, isSelected, isBaseline, onSelect, onStar, onBaseline, onClose }: { at: Place; row: Row; isSelected: boolean; isBaseline: boolean; onSelect?: (on: boolean) => void; onStar?: (on: boolean) => void; onBaseline: (id: string | null) => void; onClose: () => void }): JSX.Element {
  const item = (label: string, icon: string, work: () => void): JSX.Element => <button type="button" class="item" onClick={() => { onClose(); work(); }}><Icon name={icon} />{label}</button>;
  return (
    <Floating at={at} label={`Menu of ${row.name}`} onClose={onClose}>
      <div class="picker columnmenu">
        {item('Open', 'right', () => go(href(`runs/${row.id}`)))}
        {isBaseline ? item('No longer the baseline', 'close', () => onBaseline(null)) : item('Measure the others against this', 'check', () => onBaseline(row.id))}
        {onSelect && item(isSelected ? 'Do not compare it' : 'Select to compare', isSelected ? 'close' : 'add', () => onSelect(!isSelected))}
        {onStar && item(row.isStarred ? 'Take its star back' : 'Star', 'star', () => onStar(!row.isStarred))}
        {item('Copy its id', 'copy', () => void navigator.clipboard?.writeText(row.id))}
      </div>
    </Floating>
  );
}
