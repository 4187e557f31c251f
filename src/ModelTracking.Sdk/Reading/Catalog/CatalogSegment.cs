using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using ModelTracking.Journal;
using ModelTracking.Reading.Evaluation;
using ModelTracking.Reading.Filters;
using ModelTracking.Records;

namespace ModelTracking.Reading.Catalog;

/// <summary>A file of the catalog: runs as columns, read when a query asks for them. Never changes; thread-safe.</summary>
internal sealed class CatalogSegment : IRunTable
{
    private readonly IJournalSource _source;
    private readonly CatalogDirectory _directory;
    private readonly ConcurrentDictionary<(ColumnKey, MetricAggregate), CellColumn> _loaded = new();
    private readonly RunId[] _ids;
    private readonly long[] _starts;
    private readonly CellColumn _parents;
    private long _bytes;

    private CatalogSegment(string name, IJournalSource source, CatalogDirectory directory)
    {
        Name = name;
        _source = source;
        _directory = directory;
        _ids = ReadIds(directory);
        _starts = ReadLongs(directory.Starts);
        _parents = Column(ColumnKey.Of(RunProperty.ParentId));
    }

    /// <summary>Its file's name.</summary>
    public string Name { get; }

    public int Count => _directory.Rows;

    public IEnumerable<ColumnKey> Columns => _directory.Columns.Keys;

    /// <summary>Memory of columns that queries have asked for.</summary>
    public long LoadedBytes => Interlocked.Read(ref _bytes);

    /// <summary>Opens a segment.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or of another version.</exception>
    public static CatalogSegment Open(string name, IJournalSource source)
    {
        try
        {
            var trailer = new byte[CatalogWriter.TrailerSize];
            var start = source.Length - trailer.Length;
            if (start < 0 || source.Read(trailer, start) != trailer.Length || !CatalogWriter.TryReadTrailer(trailer, out var place))
            {
                throw new InvalidDataException($"The file '{name}' is no whole catalog.");
            }

            return new CatalogSegment(name, source, CatalogDirectory.Read(ReadBytes(source, place)));
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    public RunId Id(int row) => _ids[row];

    public long StartTime(int row) => _starts[row];

    public RunId? Parent(int row) => _parents.Read(row) is { IsMissing: false } cell && RunId.TryParse(cell.ToText(), out var parent) ? parent : null;

    public long[] ReadFolderTimes() => ReadLongs(_directory.FolderTimes);

    public CellColumn Bind(RunValue field)
    {
        switch (field)
        {
            case AttributeValue { Attribute: RunProperty.Id }:
                return new ComputedColumn(row => Cell.Of(_ids[row].ToString()));
            case AttributeValue { Attribute: RunProperty.ArtifactUri }:
                return new ComputedColumn(row => Cell.Of($"runs/{_ids[row]}/artifacts"));
            case AttributeValue { Attribute: RunProperty.StartTime }:
                return new TimeColumn(_starts);
            case AttributeValue { Attribute: RunProperty.Duration }:
                var (ends, activities) = (Column(ColumnKey.Of(RunProperty.EndTime)), Column(ColumnKey.Of(RunProperty.LastActivity)));
                return new ComputedColumn(row => Cell.Duration(((ends.Read(row) is { IsMissing: false } end ? end : activities.Read(row)).Number - _starts[row]) / 1e6));
            case AttributeValue attribute:
                return Column(ColumnKey.Of(attribute.Attribute));
            case MetricValue metric:
                return Metric(ColumnKey.Of(metric.Metric), metric.Aggregate);
            case FieldValue value:
                return Column(ColumnKey.Of(value.Kind, value.Key));
            default:
                throw new InvalidOperationException($"{field.GetType().Name} is no field.");
        }
    }

    public Func<int, bool> BindHas(FieldKind kind, string key)
    {
        if (kind is FieldKind.Metric)
        {
            var counts = Columns.Where(c => c.Kind == ColumnKind.Metric && c.Name == key).Select(c => Metric(c, MetricAggregate.Count)).ToArray();
            return row => Array.Exists(counts, c => c.TryNumber(row, out _));
        }

        if (kind is FieldKind.Artifact or FieldKind.Dataset)
        {
            var lists = Column(kind == FieldKind.Artifact ? ColumnKey.Artifacts : new ColumnKey(ColumnKind.Dataset, "name"));
            return row => lists.Read(row) is { Kind: CellKind.Many } cell && cell.Items.Contains(key);
        }

        var column = Column(ColumnKey.Of(kind, key));
        return row => column.CodeOf(row) > 0;
    }

    public IEnumerable<string> Keys(FieldKind kind) => kind == FieldKind.Artifact
        ? Enumerable.Range(0, Count).Select(Column(ColumnKey.Artifacts).Read).Where(c => !c.IsMissing).SelectMany(c => c.Items).Distinct()
        : Columns.Where(c => c.Kind == ColumnKey.KindOf(kind)).Select(c => c.Name).Distinct();

    public IEnumerable<RunValue> Fields() => Columns.Select(c => c.Field).OfType<RunValue>();

    /// <summary>Lets go of columns in memory; queries under way keep theirs.</summary>
    public void Unload()
    {
        _loaded.Clear();
        Interlocked.Exchange(ref _bytes, 0);
    }

    /// <summary>A value column, without keeping it.</summary>
    public CellColumn ReadColumn(ColumnKey key) => _directory.Columns.TryGetValue(key, out var entry)
        ? DictionaryColumn.Read(ReadBytes(_source, entry.Place), Count)
        : ConstantColumn.Missing;

    /// <summary>One aggregate of a metric, without keeping it.</summary>
    public CellColumn ReadMetric(ColumnKey key, MetricAggregate aggregate)
    {
        if (!_directory.Columns.TryGetValue(key, out var entry))
        {
            return ConstantColumn.Missing;
        }

        var (constant, place) = entry.Aggregates![(int)aggregate];
        var values = place is { } bytes ? MemoryMarshal.Cast<byte, double>(ReadBytes(_source, bytes)).ToArray() : null;
        if (entry.Place.Length == 0 && values?.Length == Count)
        {
            return new NumberColumn(values);
        }

        var all = new double[Count];
        all.AsSpan().Fill(NumberColumn.Missing);
        var rows = entry.Place.Length == 0 ? null : MemoryMarshal.Cast<byte, int>(ReadBytes(_source, entry.Place)).ToArray();
        for (var i = 0; i < entry.Present; i++)
        {
            all[rows?[i] ?? i] = values?[i] ?? constant;
        }

        return new NumberColumn(all);
    }

    private CellColumn Column(ColumnKey key) => Load((key, default), () => ReadColumn(key));

    private CellColumn Metric(ColumnKey key, MetricAggregate aggregate) => Load((key, aggregate), () => ReadMetric(key, aggregate));

    private CellColumn Load((ColumnKey, MetricAggregate) key, Func<CellColumn> read)
    {
        if (_loaded.TryGetValue(key, out var known))
        {
            return known;
        }

        var column = read();
        if (_loaded.TryAdd(key, column))
        {
            Interlocked.Add(ref _bytes, column switch { DictionaryColumn d => d.Bytes, NumberColumn n => n.Bytes, _ => 0 });
        }

        return column;
    }

    private RunId[] ReadIds(CatalogDirectory directory)
    {
        var bytes = ReadBytes(_source, directory.Ids);
        var ids = new RunId[directory.Rows];
        for (var i = 0; i < ids.Length; i++)
        {
            ids[i] = RunId.FromBytes(bytes.AsSpan(i * 16, 16));
        }

        return ids;
    }

    private long[] ReadLongs(ColumnPlace place)
    {
        var values = MemoryMarshal.Cast<byte, long>(ReadBytes(_source, place)).ToArray();
        return values.Length == Count ? values : throw ByteReader.Bad("a column is too short");
    }

    private static byte[] ReadBytes(IJournalSource source, ColumnPlace place)
    {
        if (place.Length > source.Length)
        {
            throw ByteReader.Bad("a column is longer than its file");
        }

        var bytes = new byte[place.Length];
        return source.Read(bytes, place.Offset) == bytes.Length && Crc.Compute(bytes) == place.Crc
            ? bytes
            : throw ByteReader.Bad("a column of the catalog is damaged");
    }
}
