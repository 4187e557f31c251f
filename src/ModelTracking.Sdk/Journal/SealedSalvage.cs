namespace ModelTracking.Journal;

/// <summary>Makes the index of a sealed file again from its frames, as far as they are good.</summary>
internal static class SealedSalvage
{
    /// <summary>The index; null where not even the first frame is good.</summary>
    public static SealedIndex? ReadIndex(IJournalSource source, string path)
    {
        SealedHeader? sealedBy = null;
        var records = new List<SealedRecordsEntry>();
        var keys = new SeriesTable();
        var blocks = new List<(int Series, SealedBlockEntry Entry)>();
        using var frames = new FrameReader(source, path);
        try
        {
            while (frames.Read())
            {
                var header = frames.Header;
                var place = new SealedPlace(frames.FrameOffset, (int)header.FrameLength);
                var reader = new ByteReader(frames.Payload);
                switch (header.Type)
                {
                    case FrameType.SealedHeader:
                        sealedBy = SealedHeader.Parse(frames.Payload);
                        break;
                    case FrameType.Series:
                        keys.ReadFrame(frames.Payload);
                        break;
                    case FrameType.SealedRecords:
                        var by = reader.ReadCount(int.MaxValue);
                        records.Add(new SealedRecordsEntry(place, by, header.FirstSequence, header.LastSequence));
                        break;
                    case FrameType.SealedBlock:
                        var id = reader.ReadCount(keys.Count - 1);
                        var writer = reader.ReadCount(int.MaxValue);

                        // Which numbers and steps it holds is not known without decoding: it may hold any.
                        blocks.Add((id, new SealedBlockEntry(
                            place, header.RecordCount, writer, header.FirstSequence, long.MaxValue, long.MinValue, long.MaxValue)));
                        break;
                }
            }
        }
        catch (InvalidDataException)
        {
            // As far as it goes.
        }

        var byId = blocks.ToLookup(b => b.Series, b => b.Entry);
        return sealedBy is null ? null : new SealedIndex(
            sealedBy,
            records,
            [.. Enumerable.Range(0, keys.Count).Select(id => new SealedSeries(keys[id], IsSorted: false, [.. byId[id]], []))]);
    }
}
