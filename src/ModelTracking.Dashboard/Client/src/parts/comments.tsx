import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { isSaved } from '../api';
import { ago, count, time } from '../format';
import { useWork } from '../hooks';
import { about } from '../store';
import { Icon, Section } from './basics';
import type { Comment } from '../types';

const mention = /(?<![\p{L}\p{N}_@./-])(@[\p{L}\p{N}_](?:[\p{L}\p{N}_.-]{0,62}[\p{L}\p{N}_])?)/u;

/** Whether the server would take it back for who looks: what somebody else said is theirs, and managers tidy up. Older comments are signed with the key as well. */
const isTheirs = (comment: Comment): boolean => {
  const { owner, user, tidiesUp } = about.value ?? {};
  return owner === undefined || tidiesUp === true || comment.by === owner || comment.by === user;
};

/** What people say about something. Text is shown as text; whom it mentions stands out. */
export function Comments({ title = 'Comments', comments, others, add, remove }: {
  title?: string;
  comments: Comment[];
  /** What a comment is about besides what the page shows. */
  others?: (comment: Comment) => JSX.Element | null;
  add: (text: string) => Promise<Comment[]>;
  remove?: (id: string) => Promise<Comment[]>;
}): JSX.Element | null {
  const [shown, setShown] = useState(comments);
  const [text, setText] = useState('');
  const { busy, error, run } = useWork();
  useEffect(() => setShown(comments), [comments]);
  const canWrite = !isSaved && about.value?.canWrite === true;
  if (!canWrite && shown.length === 0) return null;
  const change = (work: () => Promise<Comment[]>): Promise<boolean> => run(async () => setShown(await work()));
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (text.trim() && (await change(() => add(text.trim())))) setText('');
  };
  return (
    <Section title={title} note={shown.length > 0 ? count(shown.length) : undefined}>
      {shown.length > 0 && (
        <ol class="comments">
          {shown.map((c) => (
            <li key={c.id}>
              <p class="by"><b>{c.by}</b> <time class="quiet" title={time(c.time)}>{ago(c.time)}</time>{others?.(c)}
                {canWrite && remove && isTheirs(c) && <button type="button" class="bare" disabled={busy} aria-label={`Take back the comment of ${c.by}`} title="Take back" onClick={() => change(() => remove(c.id))}><Icon name="close" /></button>}
              </p>
              <p class="said">{c.text.split(mention).map((part, i) => (i % 2 === 1 ? <b class="mention" key={i}>{part}</b> : part))}</p>
            </li>
          ))}
        </ol>
      )}
      {canWrite && (
        <form class="form comment" onSubmit={send}>
          <textarea rows={2} maxLength={2000} aria-label="Comment" placeholder="Say something; @name mentions somebody" value={text} onInput={(e) => setText(e.currentTarget.value)} />
          {error && <p class="note bad" role="alert">{error}</p>}
          <div class="row"><button type="submit" disabled={busy || !text.trim()}>Comment</button></div>
        </form>
      )}
    </Section>
  );
}
