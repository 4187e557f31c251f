using System.Text.Json;
using ModelTracking.Diagnostics;
using ModelTracking.Reading;
using ModelTracking.Records;

namespace ModelTracking.Checkpoints;

/// <summary>Finds a run's checkpoints among its artifacts.</summary>
internal static class CheckpointFinder
{
    public static Checkpoint? Find(IRunReader reader, RunId id, CheckpointChoice choice)
    {
        var run = reader.GetRunAsync(id).GetAwaiter().GetResult()
            ?? throw new TrackingException($"There is no run {id} in this store.");
        var hashes = run.Artifacts.ToDictionary(a => a.Path, a => a.Hash, StringComparer.Ordinal);
        var wanted = choice == CheckpointChoice.Best ? "best-" : "";
        var complete = run.Artifacts
            .Where(a => a.Path.StartsWith($"{CheckpointWriter.Folder}/{wanted}", StringComparison.Ordinal) && a.Path.EndsWith($"/{CheckpointWriter.StateFile}", StringComparison.Ordinal))
            .Select(a => (a.Path, State: Read(reader, id, a.Path)))
            .Where(c => c.State is { Version: <= CheckpointState.CurrentVersion } state && state.Files.All(f => hashes.GetValueOrDefault(f.Key) == f.Value))
            .OrderByDescending(c => c.State!.Step)
            .ToArray();
        if (complete.Length == 0)
        {
            return null;
        }

        var chosen = choice == CheckpointChoice.Last ? complete[0] : complete.MinBy(c => Rank(c.Path, complete.Max(x => x.State!.Step), complete!));
        return new Checkpoint(reader, id, chosen.State!);
    }

    // The latest best checkpoint knows the values in all slots; among them the slot stored for the best value wins.
    private static int Rank(string path, long latest, (string Path, CheckpointState State)[] all)
    {
        var state = all.First(c => c.State.Step == latest).State;
        var slot = int.Parse(path.Split('/')[1]["best-".Length..], System.Globalization.CultureInfo.InvariantCulture);
        var order = state.Best.Select((value, index) => (value, index)).OrderBy(v => state.BestIsGreatest ? -v.value : v.value).Select(v => v.index).ToList();
        var rank = order.IndexOf(slot);
        return rank < 0 ? int.MaxValue : rank;
    }

    private static CheckpointState? Read(IRunReader reader, RunId id, string path)
    {
        try
        {
            using var stream = reader.OpenArtifactAsync(id, path).GetAwaiter().GetResult();
            return JsonSerializer.Deserialize(stream, CheckpointJson.Default.CheckpointState);
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            return null;
        }
    }
}
