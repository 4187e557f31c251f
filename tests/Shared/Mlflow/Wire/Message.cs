using System.Collections;

namespace Mlflow.Stub.Wire;

/// <summary>A parsed request: what is absent has its default, as in a protocol buffer.</summary>
internal sealed class Message
{
    private readonly Dictionary<string, object> _values = [];

    public object? this[string name]
    {
        get => _values.GetValueOrDefault(name);
        set => _values[name] = value!;
    }

    public bool Has(string name) => _values.ContainsKey(name);

    public string Text(string name) => _values.GetValueOrDefault(name) as string ?? "";

    public string? TextOrNull(string name) => _values.GetValueOrDefault(name) as string;

    public long Integer(string name, long otherwise = 0) => _values.GetValueOrDefault(name) is long value ? value : otherwise;

    public double Number(string name) => _values.GetValueOrDefault(name) is double value ? value : 0;

    public bool Flag(string name) => _values.GetValueOrDefault(name) is true;

    public IReadOnlyList<string> Texts(string name) => List<string>(name);

    public IReadOnlyList<Message> Groups(string name) => List<Message>(name);

    public Message? Group(string name) => _values.GetValueOrDefault(name) as Message;

    public IEnumerable<KeyValuePair<string, string>> Pairs(string name) => Groups(name).Select(p => KeyValuePair.Create(p.Text("key"), p.Text("value")));

    private List<T> List<T>(string name) => _values.GetValueOrDefault(name) is IEnumerable items and not string ? [.. items.Cast<T>()] : [];
}
