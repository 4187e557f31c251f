using ModelTracking.Diagnostics;
using ModelTracking.Reading;
using ModelTracking.Records;

namespace ModelTracking;

/// <summary>Comments on runs and comparisons. They are read back with <see cref="RunComments.Of"/>. Thread-safe.</summary>
public static class RunCommentExtensions
{
    /// <summary>Comments on a run, whether it goes on or ended long ago.</summary>
    /// <param name="client">The client of the store.</param>
    /// <param name="run">The run.</param>
    /// <param name="text">What to say, in Markdown, in at most 2,000 characters; <c>@name</c> mentions somebody.</param>
    /// <param name="by">Who says it. Default: the user of this process.</param>
    /// <returns>The comment.</returns>
    /// <exception cref="TrackingException">There is no such run.</exception>
    /// <exception cref="ArgumentException">The text is empty or too long.</exception>
    public static Task<RunComment> CommentAsync(this TrackingClient client, RunId run, string text, string? by = null) => client.CommentAsync([run], text, by);

    /// <summary>Comments on a comparison: the comment stands on each of its runs and names the others.</summary>
    /// <param name="client">The client of the store.</param>
    /// <param name="runs">The runs that are compared.</param>
    /// <param name="text">What to say, in Markdown, in at most 2,000 characters; <c>@name</c> mentions somebody.</param>
    /// <param name="by">Who says it. Default: the user of this process.</param>
    /// <returns>The comment, as it stands on the first run.</returns>
    /// <exception cref="TrackingException">There is no such run; nothing was said then.</exception>
    /// <exception cref="ArgumentException">The text is empty or too long, or there is no run.</exception>
    public static async Task<RunComment> CommentAsync(this TrackingClient client, IReadOnlyList<RunId> runs, string text, string? by = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(runs);
        if (string.IsNullOrWhiteSpace(text) || text.Length > RunComments.MaxLength)
        {
            throw new ArgumentException($"A comment has between 1 and {RunComments.MaxLength} characters.", nameof(text));
        }

        var all = runs.Distinct().ToArray();
        if (all.Length == 0)
        {
            throw new ArgumentException("A comment is about at least one run.", nameof(runs));
        }

        var found = new List<RunSummary>();
        foreach (var id in all)
        {
            found.Add(await FindAsync(client, id).ConfigureAwait(false));
        }

        var comment = new RunComment(by ?? Environment.UserName, client.Time.GetUtcNow(), text) { Id = Guid.NewGuid().ToString("N")[..12] };
        foreach (var run in found)
        {
            var here = comment with { With = [.. all.Where(o => o != run.Id)] };
            await EditAsync(client, run, RunComments.Tag(here), [.. RunComments.Of(run), here], by).ConfigureAwait(false);
        }

        return comment with { With = all[1..] };
    }

    /// <summary>Takes a comment back, from the other runs of its comparison too; that it was there stays in the history.</summary>
    /// <param name="client">The client of the store.</param>
    /// <param name="run">The run, or one of the runs, that it stands on.</param>
    /// <param name="id">The comment's <see cref="RunComment.Id"/>.</param>
    /// <param name="by">Who takes it back. Default: the user of this process.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="TrackingException">There is no such run.</exception>
    public static async Task<bool> RemoveCommentAsync(this TrackingClient client, RunId run, string id, string? by = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(id);
        var first = await FindAsync(client, run).ConfigureAwait(false);
        if (RunComments.Of(first).FirstOrDefault(c => c.Id == id) is not { } comment)
        {
            return false;
        }

        foreach (var other in comment.With.Prepend(run))
        {
            // One of the comparison may have been deleted since.
            if (await client.Reader.GetRunAsync(other).ConfigureAwait(false) is { } found && RunComments.Of(found) is var comments && comments.Any(c => c.Id == id))
            {
                await EditAsync(client, found, new(RunTags.CommentPrefix + id, null), comments.Where(c => c.Id != id), by).ConfigureAwait(false);
            }
        }

        return true;
    }

    private static async Task<RunSummary> FindAsync(TrackingClient client, RunId id) =>
        await client.Reader.GetRunAsync(id).ConfigureAwait(false) ?? throw TrackingClient.NoSuchRun(id);

    private static async Task EditAsync(TrackingClient client, RunSummary run, KeyValuePair<string, string?> tag, IEnumerable<RunComment> comments, string? by)
    {
        var edit = new RunEdit { By = by };
        edit.Tags.Add(tag);
        edit.Tags.Add(RunComments.Mentions(comments));
        await client.EditRunAsync(run.Id, edit).ConfigureAwait(false);
    }
}
