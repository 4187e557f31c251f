namespace ModelTracking.Neptune.Spool;

/// <summary>Applies the 3.x client's operations (package <c>neptune.ingest.v1</c>) to a run.</summary>
internal static class SpoolMessages
{
    /// <summary>The message that makes a run.</summary>
    public static void Create(NeptuneRun run, ReadOnlySpan<byte> message)
    {
        var reader = new WireReader(message);
        while (reader.Read())
        {
            switch (reader.Field)
            {
                case 2:
                    run.Fork = ForkOf(reader.Bytes, run.Project);
                    break;
                case 3:
                    run.Created = Time(reader.Bytes);
                    break;
                case 5:
                    run.Values.TryAdd("sys/name", reader.Text);
                    break;
            }
        }
    }

    /// <summary>The message that adds to a run.</summary>
    public static void Update(NeptuneRun run, ReadOnlySpan<byte> message)
    {
        // Step and time apply to all that is appended, wherever they stand.
        decimal? step = null;
        var time = run.Created ?? DateTimeOffset.UnixEpoch;
        var isPreview = false;
        var first = new WireReader(message);
        while (first.Read())
        {
            (step, time, isPreview) = first.Field switch
            {
                1 => (Step(first.Bytes), time, isPreview),
                2 => (step, Time(first.Bytes), isPreview),
                10 => (step, time, IsPreview(first.Bytes)),
                _ => (step, time, isPreview),
            };
        }

        var reader = new WireReader(message);
        while (reader.Read())
        {
            switch (reader.Field)
            {
                case 4:
                    Assign(run, reader.Bytes);
                    break;
                case 5:
                    Modify(run, reader.Bytes);
                    break;
                case 8 when !isPreview:
                    Append(run, reader.Bytes, step, time);
                    break;
            }
        }
    }

    private static (string, string, long?) ForkOf(ReadOnlySpan<byte> message, string project)
    {
        var (parentProject, parent, step) = (project, "", (decimal?)null);
        var reader = new WireReader(message);
        while (reader.Read())
        {
            (parentProject, parent, step) = reader.Field switch
            {
                1 => (reader.Text, parent, step),
                2 => (parentProject, reader.Text, step),
                4 => (parentProject, parent, Step(reader.Bytes)),
                _ => (parentProject, parent, step),
            };
        }

        return (parentProject, parent, (long?)step);
    }

    private static bool IsPreview(ReadOnlySpan<byte> message)
    {
        var reader = new WireReader(message);
        while (reader.Read())
        {
            if (reader is { Field: 1, Bits: not 0 })
            {
                return true;
            }
        }

        return false;
    }

    private static decimal Step(ReadOnlySpan<byte> message)
    {
        decimal step = 0;
        var reader = new WireReader(message);
        while (reader.Read())
        {
            step += reader.Field == 1 ? reader.Bits : reader.Field == 2 ? reader.Bits / 1_000_000m : 0;
        }

        return step;
    }

    private static DateTimeOffset Time(ReadOnlySpan<byte> message)
    {
        var time = DateTimeOffset.UnixEpoch;
        var reader = new WireReader(message);
        while (reader.Read())
        {
            time = reader.Field == 1 ? time.AddSeconds((long)reader.Bits) : reader.Field == 2 ? time.AddTicks((long)reader.Bits / 100) : time;
        }

        return time;
    }

    private static (string Key, byte[] Value) Entry(ReadOnlySpan<byte> message)
    {
        var (key, value) = ("", Array.Empty<byte>());
        var reader = new WireReader(message);
        while (reader.Read())
        {
            (key, value) = reader.Field == 1 ? (reader.Text, value) : (key, reader.Bytes.ToArray());
        }

        return (key, value);
    }

    private static void Assign(NeptuneRun run, ReadOnlySpan<byte> entry)
    {
        var (path, value) = Entry(entry);
        var reader = new WireReader(value);
        while (reader.Read())
        {
            switch (reader.Field)
            {
                case 1:
                    run.Values[path] = reader.Double;
                    break;
                case 3:
                    run.Values[path] = (long)reader.Bits;
                    break;
                case 5:
                    run.Values[path] = reader.Bits != 0;
                    break;
                case 6:
                    run.Values[path] = reader.Text;
                    break;
                case 8:
                    run.Values[path] = Time(reader.Bytes);
                    break;
                case 12:
                    run.Set(path).UnionWith(Texts(reader.Bytes));
                    break;
            }
        }
    }

    private static List<string> Texts(ReadOnlySpan<byte> message)
    {
        var texts = new List<string>();
        var reader = new WireReader(message);
        while (reader.Read())
        {
            texts.Add(reader.Text);
        }

        return texts;
    }

    private static void Modify(NeptuneRun run, ReadOnlySpan<byte> entry)
    {
        var (path, value) = Entry(entry);
        var sets = new WireReader(value);
        while (sets.Read())
        {
            var changes = new WireReader(sets.Bytes);
            while (changes.Read())
            {
                var (text, kind) = ("", 0UL);
                var change = new WireReader(changes.Bytes);
                while (change.Read())
                {
                    (text, kind) = change.Field == 1 ? (change.Text, kind) : (text, change.Bits);
                }

                _ = kind switch { 1 => run.Set(path).Add(text), 2 => run.Set(path).Remove(text), _ => false };
            }
        }
    }

    private static void Append(NeptuneRun run, ReadOnlySpan<byte> entry, decimal? step, DateTimeOffset time)
    {
        var (path, value) = Entry(entry);
        var reader = new WireReader(value);
        while (reader.Read())
        {
            switch (reader.Field)
            {
                case 1:
                    NeptuneRun.Append(run.Numbers, path, step, time, reader.Double);
                    break;
                case 3:
                    NeptuneRun.Append(run.Numbers, path, step, time, (double)(long)reader.Bits);
                    break;
                case 6:
                    NeptuneRun.Append(run.Texts, path, step, time, reader.Text);
                    break;
                case 14:
                    NeptuneRun.Append(run.Histograms, path, step, time, Histogram(reader.Bytes));
                    break;
            }
        }
    }

    private static NeptuneHistogram Histogram(ReadOnlySpan<byte> message)
    {
        var (kind, edges, values) = ("COUNTING", Array.Empty<double>(), Array.Empty<double>());
        var reader = new WireReader(message);
        while (reader.Read())
        {
            switch (reader.Field)
            {
                case 1:
                    edges = WireReader.Doubles(reader.Bytes);
                    break;
                case 4 or 5:
                    var numbers = new WireReader(reader.Bytes);
                    (kind, values) = (reader.Field == 4 ? "COUNTING" : "DENSITY", numbers.Read() ? Numbers(numbers.Bytes, reader.Field == 4) : []);
                    break;
            }
        }

        return new NeptuneHistogram(kind, edges, values);
    }

    private static double[] Numbers(ReadOnlySpan<byte> bytes, bool areCounts) =>
        areCounts ? [.. WireReader.Varints(bytes).Select(n => (double)n)] : WireReader.Doubles(bytes);
}
