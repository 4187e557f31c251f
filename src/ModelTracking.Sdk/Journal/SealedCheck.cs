using ModelTracking.Records;

namespace ModelTracking.Journal;

/// <summary>Reads a sealed file back completely before anything it replaces is deleted.</summary>
internal static class SealedCheck
{
    /// <exception cref="IOException">The file on disk is not what was written.</exception>
    public static void Verify(string path, SummaryScan expected, IJournalFiles files)
    {
        using var source = files.OpenRead(path);
        JournalProblem? problem = null;
        var file = SealedFile.Open(path, source, found => problem ??= found);
        var isGood = file is { IsSalvaged: false } && problem is null && HasOnlyGoodFrames(source, path)
            && HasAllPoints(file, expected.VisiblePoints) && problem is null && file.ReadSummary() is not null;
        if (!isGood)
        {
            throw new IOException(
                $"The sealed file '{path}' reads back differently from what was written, so the run's segments are kept. {problem?.What}");
        }
    }

    private static bool HasOnlyGoodFrames(IJournalSource source, string path)
    {
        using var frames = new FrameReader(source, path);
        while (frames.Read())
        {
        }

        return frames.Fault == FrameFault.None;
    }

    private static bool HasAllPoints(SealedFile file, IReadOnlyDictionary<MetricKey, long> expected)
    {
        var block = new PointBlock();
        foreach (var series in file.Index.Series)
        {
            var count = 0L;
            foreach (var entry in series.Blocks)
            {
                count += file.ReadBlock(series.Key, entry, block) ? block.Count : 0;
            }

            if (count != expected.GetValueOrDefault(series.Key))
            {
                return false;
            }
        }

        return file.Index.Series.Count == expected.Count;
    }
}
