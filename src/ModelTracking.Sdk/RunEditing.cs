using ModelTracking.Delivery;
using ModelTracking.Records;

namespace ModelTracking;

/// <summary>Turns an edit into records; what would change nothing is left out.</summary>
internal static class RunEditing
{
    /// <summary>Logs an edit as the only words of a writer.</summary>
    public static Task<DeliveryReport> ApplyAsync(Run run, RunEdit edit, RunSummary summary, DateTimeOffset now)
    {
        foreach (var record in Records(edit, summary, now))
        {
            run.PostAlways(record);
        }

        return run.LeaveAsync();
    }

    private static IEnumerable<TrackingRecord> Records(RunEdit edit, RunSummary summary, DateTimeOffset now)
    {
        yield return new RunEdited { By = edit.By ?? Environment.UserName, Experiment = Changed(edit.Experiment, summary.Experiment), Time = now };
        var (name, note) = (Changed(edit.Name, summary.Name), Changed(edit.Note, summary.Description ?? ""));
        if (name is not null || note is not null)
        {
            yield return new RunRenamed { Name = name, Description = note, Time = now };
        }

        foreach (var (key, value) in edit.Tags.Concat(Flags(edit)))
        {
            if (KeyRules.Problem(key) is { } problem)
            {
                throw new ArgumentException($"The tag key '{key}' was refused: {problem}.", nameof(edit));
            }

            if (summary.Tags.GetValueOrDefault(key) != value)
            {
                yield return new TagSet(key, value) { Time = now };
            }
        }
    }

    private static string? Changed(string? wanted, string known) => wanted == known ? null : wanted;

    private static IEnumerable<KeyValuePair<string, string?>> Flags(RunEdit edit)
    {
        if (edit.Starred is { } starred)
        {
            yield return new(RunTags.Starred, starred ? "true" : null);
        }

        if (edit.Archived is { } archived)
        {
            yield return new(RunTags.Archived, archived ? "true" : null);
        }
    }
}
