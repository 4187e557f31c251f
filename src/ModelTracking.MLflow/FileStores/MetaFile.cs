using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ModelTracking.MLflow.FileStores;

/// <summary>A <c>meta.yaml</c>: keys in order, texts and numbers told apart as Python's YAML does. Not thread-safe.</summary>
internal sealed partial class MetaFile
{
    public const string Name = "meta.yaml";

    private readonly SortedDictionary<string, YamlNode> _values = new(StringComparer.Ordinal);

    /// <summary>A text that no YAML reader takes for something else.</summary>
    [GeneratedRegex(@"^(?!(?:true|false|yes|no|on|off|null|nan|y|n)$)[A-Za-z_/](?:[\w./+@-]|[ ](?=[\w./])|:(?=[\w./]))*$", RegexOptions.IgnoreCase)]
    private static partial Regex Plain();

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">It is not a YAML map.</exception>
    public static MetaFile Read(string path)
    {
        try
        {
            var stream = new YamlStream();
            using var text = new StreamReader(path);
            stream.Load(text);
            var meta = new MetaFile();
            if (stream.Documents.Count > 0 && stream.Documents[0].RootNode is YamlMappingNode map)
            {
                foreach (var (key, value) in map.Children)
                {
                    meta._values[((YamlScalarNode)key).Value ?? ""] = value;
                }
            }

            return meta;
        }
        catch (Exception exception) when (exception is YamlException or InvalidCastException)
        {
            throw new InvalidDataException($"'{path}' is not the YAML that MLflow writes: {exception.Message}", exception);
        }
    }

    /// <summary>The text of a scalar; null where there is none, and for YAML's null.</summary>
    public string? Text(string name) => _values.GetValueOrDefault(name) is YamlScalarNode scalar && !IsNull(scalar) ? scalar.Value : null;

    /// <summary>A whole number; null where there is none.</summary>
    public long? Integer(string name) => long.TryParse(Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;

    /// <summary>A map of texts; empty where there is none.</summary>
    public IEnumerable<KeyValuePair<string, string>> Map(string name) => _values.GetValueOrDefault(name) is YamlMappingNode map
        ? map.Children.Select(c => KeyValuePair.Create(((YamlScalarNode)c.Key).Value ?? "", (c.Value as YamlScalarNode)?.Value ?? ""))
        : [];

    /// <summary>The keys of a map; none where there is none.</summary>
    public IReadOnlyList<string> Keys(string name) => [.. Map(name).Select(p => p.Key)];

    public MetaFile Set(string name, string? text)
    {
        _values[name] = text is null ? new YamlScalarNode("null") { Style = ScalarStyle.Plain } : Scalar(text);
        return this;
    }

    public MetaFile Set(string name, long number)
    {
        _values[name] = new YamlScalarNode(number.ToString(CultureInfo.InvariantCulture)) { Style = ScalarStyle.Plain };
        return this;
    }

    public MetaFile SetMap(string name, IEnumerable<KeyValuePair<string, string>> pairs)
    {
        var map = new YamlMappingNode();
        foreach (var (key, value) in pairs.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            map.Add(Scalar(key), Scalar(value));
        }

        _values[name] = map;
        return this;
    }

    public MetaFile SetEmptyList(string name)
    {
        _values[name] = new YamlSequenceNode();
        return this;
    }

    public bool Has(string name) => _values.ContainsKey(name);

    /// <summary>Gives every text that begins so another beginning: for folders that were moved.</summary>
    public void Rebase(string from, string to)
    {
        foreach (var (name, value) in _values.ToArray())
        {
            if (value is YamlScalarNode { Value: { } text } && (text == from || text.StartsWith(from + "/", StringComparison.Ordinal)))
            {
                Set(name, to + text[from.Length..]);
            }
        }
    }

    public void Write(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var map = new YamlMappingNode();
        foreach (var (key, value) in _values)
        {
            map.Add(new YamlScalarNode(key), Styled(value));
        }

        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        new YamlStream(new YamlDocument(map)).Save(text, assignAnchors: false);
        var yaml = text.ToString();
        var end = yaml.LastIndexOf("...", StringComparison.Ordinal);
        File.WriteAllText(path, end >= 0 && yaml[end..].Trim() == "..." ? yaml[..end] : yaml);
    }

    // What was read keeps its meaning: a text in quotes stays a text.
    private static YamlNode Styled(YamlNode node) => node switch
    {
        YamlScalarNode { Style: ScalarStyle.Plain or ScalarStyle.Any } scalar => scalar,
        YamlScalarNode scalar => Scalar(scalar.Value ?? ""),
        _ => node,
    };

    private static YamlScalarNode Scalar(string text) => new(text)
    {
        Style = Plain().IsMatch(text) ? ScalarStyle.Plain : text.Any(c => char.IsControl(c) || c > 0x7e) ? ScalarStyle.DoubleQuoted : ScalarStyle.SingleQuoted,
    };

    private static bool IsNull(YamlScalarNode scalar) => scalar.Style is ScalarStyle.Plain or ScalarStyle.Any && scalar.Value is null or "" or "null" or "~" or "Null" or "NULL";
}
