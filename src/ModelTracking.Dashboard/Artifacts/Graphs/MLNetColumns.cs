namespace ModelTracking.Dashboard.Artifacts.Graphs;

/// <summary>Which columns a step of an ML.NET pipeline reads and writes, as far as its bytes say.</summary>
internal static class MLNetColumns
{
    public static (IReadOnlyList<string> Reads, IReadOnlyList<string> Writes) Of(MLNetPart part) => part.Loader switch
    {
        "ConcatTransform" => Concat(part) ?? Pairs(part),
        "SelectColumnsTransform" => (part.Texts, []),
        _ when IsPrediction(part) => (part.Texts.Take(1).ToArray(), ["Score", "Probability", "PredictedLabel", .. part.Texts.Skip(1)]),
        _ => Pairs(part),
    };

    /// <summary>Whether it is the step that a trainer has left.</summary>
    public static bool IsPrediction(MLNetPart part) => part.Loader.Contains("Pred", StringComparison.Ordinal) && part.Loader.EndsWith("Xfer", StringComparison.Ordinal);

    // Number of columns, then pairs of output and input.
    private static (IReadOnlyList<string>, IReadOnlyList<string>) Pairs(MLNetPart part)
    {
        var numbers = part.Numbers;
        var count = numbers.Count > 0 ? numbers[0] : 0;
        if (count <= 0 || numbers.Count < 1 + (2 * count) || Enumerable.Range(1, 2 * count).Any(i => !IsText(part, numbers[i])))
        {
            // Another order: what it names it reads, and the first of it it may write.
            return (part.Texts, part.Texts.Take(1).ToArray());
        }

        return ([.. Enumerable.Range(0, count).Select(i => part.Texts[numbers[2 + (2 * i)]])], [.. Enumerable.Range(0, count).Select(i => part.Texts[numbers[1 + (2 * i)]])]);
    }

    // Number of columns; for each its name, a number of inputs, and each input with a name that it has in the slots.
    private static (IReadOnlyList<string>, IReadOnlyList<string>)? Concat(MLNetPart part)
    {
        var (reads, writes, numbers) = (new List<string>(), new List<string>(), part.Numbers);
        var at = 1;
        for (var column = 0; column < (numbers.Count > 0 ? numbers[0] : 0); column++)
        {
            if (at + 2 > numbers.Count || !IsText(part, numbers[at]) || numbers[at + 1] < 0 || at + 2 + (2L * numbers[at + 1]) > numbers.Count)
            {
                return null;
            }

            writes.Add(part.Texts[numbers[at]]);
            for (var input = 0; input < numbers[at + 1]; input++)
            {
                if (!IsText(part, numbers[at + 2 + (2 * input)]))
                {
                    return null;
                }

                reads.Add(part.Texts[numbers[at + 2 + (2 * input)]]);
            }

            at += 2 + (2 * numbers[at + 1]);
        }

        return writes.Count > 0 ? (reads, writes) : null;
    }

    private static bool IsText(MLNetPart part, int number) => number >= 0 && number < part.Texts.Count;
}
