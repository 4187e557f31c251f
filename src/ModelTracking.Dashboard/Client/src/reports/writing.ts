import { useEffect, useRef, useState } from 'preact/hooks';
import { api, type Problem, type ReportText } from '../api';
import type { Report } from '../types';
import { dropDraft, keepDraft, readDraft } from './draft';

const isSame = (a: ReportText, b: ReportText): boolean => a.name === b.name && a.content === b.content && a.isPrivate === b.isPrivate && a.experiment === b.experiment;

export interface Writing {
  text: ReportText;
  change: (part: Partial<ReportText>) => void;
  /** The version that it is made from; 0 for a report that was never saved. */
  version: number;
  isDirty: boolean;
  busy: boolean;
  error: string;
  /** Another version that somebody has saved meanwhile, and the text that both were made from. */
  conflict: { theirs: Report; base: string } | null;
  /** Whether what was typed before and not saved has been brought back. */
  isDraft: boolean;
  /** Whether the browser keeps what is typed. */
  isKept: boolean;
  save: () => Promise<boolean>;
  /** Takes another version as the one that this is made from. */
  rebase: (theirs: Report) => void;
  /** Back to what was saved last. */
  discard: () => void;
  /** Puts a conflict aside without deciding. */
  later: () => void;
  /** Whether it can only be saved as another report: the one it was made from is gone. */
  isOrphan: boolean;
}

/** The state of what somebody writes: kept as a draft while it is not saved, and never saved over what others have saved. */
export function useWriting(id: string, report: Report | null, start: ReportText, onMade: (report: Report) => void): Writing {
  const found = useRef(readDraft(id)).current;
  const draft = found && !isSame(found, start) ? found : null;
  const [text, setText] = useState<ReportText>(draft ? { name: draft.name, content: draft.content, isPrivate: draft.isPrivate, experiment: draft.experiment } : start);
  const [saved, setSaved] = useState<ReportText>(id === 'new' ? { name: '', content: '', isPrivate: false, experiment: start.experiment } : start);
  const [version, setVersion] = useState(draft && report ? draft.version : (report?.version ?? 0));
  const [own, setOwn] = useState(id);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState('');
  const [conflict, setConflict] = useState<Writing['conflict']>(null);
  const [isDraft, setDraft] = useState(draft !== null);
  const [isKept, setKept] = useState(true);
  const [isOrphan, setOrphan] = useState(false);
  const isDirty = !isSame(text, saved);
  const latest = useRef({ text, version, own, isDirty });
  latest.current = { text, version, own, isDirty };

  const keep = (): void => {
    const { text: now, version: of, own: key, isDirty: dirty } = latest.current;
    if (dirty) setKept(keepDraft(key, { ...now, version: of, time: Date.now() }));
    else dropDraft(key);
  };
  useEffect(() => {
    const timer = setTimeout(keep, 300);
    return () => clearTimeout(timer);
  }, [text, saved, version, own]);
  useEffect(() => {
    addEventListener('pagehide', keep);
    return () => {
      removeEventListener('pagehide', keep);
      keep();
    };
  }, []);

  const meet = async (theirs: Report): Promise<void> => setConflict({ theirs, base: (await api.report(own, version).catch(() => null))?.content ?? saved.content });

  const save = async (): Promise<boolean> => {
    if (busy) return false;
    const sent = latest.current.text;
    if (!sent.name.trim()) {
      setError('Give the report a name, to be found by.');
      document.getElementById('report-name')?.focus();
      return false;
    }
    setBusy(true);
    try {
      const isNew = version === 0 || isOrphan;
      const answer = isNew ? await api.saveReport({ ...sent, name: sent.name.trim() }) : await api.editReport(own, { ...sent, name: sent.name.trim(), version });
      dropDraft(latest.current.own);
      setSaved({ ...sent, name: answer.name });
      setText((t) => (t.name === sent.name ? { ...t, name: answer.name } : t));
      setVersion(answer.version);
      setOwn(answer.id);
      setError('');
      setDraft(false);
      setOrphan(false);
      if (isNew) onMade(answer);
      return true;
    } catch (problem) {
      const { status, message } = problem as Problem;
      const now = status === 409 && version > 0 ? await api.report(own).catch(() => null) : null;
      if (now && now.version !== version) await meet(now);
      else {
        setError(status === 0 ? `${message} What you have written stays here and as a draft.` : message);
        setOrphan(version > 0 && (status === 404 || status === 403));
      }
      return false;
    } finally {
      setBusy(false);
    }
  };

  // A draft that was made from an older version meets the newer one at once.
  useEffect(() => {
    if (draft && report && draft.version !== report.version) meet(report);
  }, []);

  return {
    text, version, isDirty, busy, error, conflict, isDraft, isKept, isOrphan, save,
    change: (part) => setText((t) => ({ ...t, ...part })),
    rebase: (theirs) => {
      setVersion(theirs.version);
      setSaved({ name: theirs.name, content: theirs.content, isPrivate: theirs.isPrivate, experiment: theirs.experiment });
      setConflict(null);
      setError('');
    },
    discard: () => {
      setText(saved);
      setDraft(false);
      setError('');
    },
    later: () => setConflict(null),
  };
}
