import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { Audit } from '../access/audit';
import { Keys } from '../access/keys';
import { Empty } from '../parts/basics';
import { Tabs } from '../parts/tabs';
import { about } from '../store';
import { route } from '../url';

/** Who may use a dashboard that is served to others, and who did what. */
export function AccessPage(): JSX.Element {
  const { managesKeys, canAdminister } = about.value!;
  const tabs = [...(managesKeys ? [{ id: 'keys', label: 'API keys' }] : []), ...(canAdminister ? [{ id: 'audit', label: 'Audit log' }] : [])];
  const asked = route.value.query.get('tab');
  const tab = tabs.find((t) => t.id === asked)?.id ?? tabs[0]?.id;
  useEffect(() => {
    document.title = 'Access · ModelTracking';
  }, []);
  return (
    <main id="main" class="page">
      <header class="title"><h1>Access</h1></header>
      {!tab ? (
        <Empty title="Nothing for you here"><p>Keys and the audit log are for managers and administrators of a dashboard that is served to others: <code>modeltracking ui --listen</code>.</p></Empty>
      ) : (
        <>
          <Tabs tabs={tabs} current={tab} label="Keys and audit log" />
          <div id="panel" role="tabpanel" aria-labelledby={`tab-${tab}`} tabIndex={-1}>{tab === 'keys' ? <Keys /> : <Audit />}</div>
        </>
      )}
    </main>
  );
}
