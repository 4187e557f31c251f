using System.Globalization;
using ModelTracking.Dashboard.Api;
using ModelTracking.Dashboard.Json;

namespace ModelTracking.Dashboard.Artifacts.Graphs;

/// <summary>The graph of an ONNX model: inputs, operators with their attributes and weights, outputs. Weights are not read.</summary>
internal static class OnnxGraph
{
    private const int MaxInitializers = 20_000;
    private const int MaxItems = 64;
    private static readonly string[] Types = ["undefined", "float32", "uint8", "int8", "uint16", "int16", "int32", "int64", "string", "bool", "float16", "float64", "uint32", "uint64", "complex64", "complex128", "bfloat16"];

    /// <exception cref="ApiException">The bytes are no ONNX model.</exception>
    public static GraphDto Read(Stream stream)
    {
        var proto = new ProtoStream(stream);
        var model = new Model();
        while (proto.Next(out var wire) is > 0 and var field)
        {
            switch (field, wire)
            {
                case (1, 0): model.Version = proto.Number(); break;
                case (2, 2): model.Producer = proto.Text(); break;
                case (3, 2): model.ProducerVersion = proto.Text(); break;
                case (7, 2):
                    model.HasGraph = true;
                    proto.Message((p, f, w) => Graph(p, f, w, model));
                    break;
                case (8, 2):
                    var (domain, version) = ("", 0L);
                    proto.Message((p, f, w) =>
                    {
                        switch (f, w)
                        {
                            case (1, 2): domain = p.Text(); break;
                            case (2, 0): version = p.Number(); break;
                            default: p.Skip(w); break;
                        }
                    });
                    model.Opsets.Add($"{(domain.Length == 0 ? "ai.onnx" : domain)} {version.ToString(CultureInfo.InvariantCulture)}");
                    break;
                default: proto.Skip(wire); break;
            }
        }

        return model.HasGraph ? Build(model) : throw NoGraph.Because("This file has no ONNX graph.");
    }

    private static GraphDto Build(Model model)
    {
        var graph = new GraphBuilder();
        foreach (var (name, type) in model.Inputs.Where(i => !model.Weights.ContainsKey(i.Name)))
        {
            graph.Add("input", "Input", name, [], [name], [type]);
        }

        foreach (var node in model.Nodes)
        {
            var weights = node.Inputs.Where(model.Weights.ContainsKey).Select(i => $"{i}: {model.Weights[i]}");
            graph.Add("step", node.Operator, node.Name.Length > 0 ? node.Name : node.Outputs.FirstOrDefault() ?? "", node.Inputs, node.Outputs, weights.Concat(node.Attributes));
        }

        foreach (var (name, type) in model.Outputs)
        {
            graph.Add("output", "Output", name, [name], [], [type]);
        }

        return graph.Build("onnx", [
            ("Graph", model.Name),
            ("Made by", $"{model.Producer} {model.ProducerVersion}".Trim()),
            ("Operators", model.Nodes.Count.ToString("N0", CultureInfo.InvariantCulture)),
            ("Parameters", model.Parameters.ToString("N0", CultureInfo.InvariantCulture)),
            ("Operator sets", string.Join(", ", model.Opsets.Take(MaxItems))),
            ("IR version", model.Version.ToString(CultureInfo.InvariantCulture)),
        ]);
    }

    private static void Graph(ProtoStream proto, int field, int wire, Model model)
    {
        switch (field, wire)
        {
            case (1, 2):
                var node = new Node();
                proto.Message((p, f, w) => ReadNode(p, f, w, node));
                model.Nodes.Add(node);
                break;
            case (2, 2): model.Name = proto.Text(); break;
            case (5, 2): Initializer(proto, model); break;
            case (11, 2): model.Inputs.Add(Value(proto)); break;
            case (12, 2): model.Outputs.Add(Value(proto)); break;
            default: proto.Skip(wire); break;
        }
    }

    private static void ReadNode(ProtoStream proto, int field, int wire, Node node)
    {
        switch (field, wire)
        {
            case (1, 2): Add(node.Inputs, proto.Text()); break;
            case (2, 2): Add(node.Outputs, proto.Text()); break;
            case (3, 2): node.Name = proto.Text(); break;
            case (4, 2): node.Operator = proto.Text(); break;
            case (5, 2): Add(node.Attributes, Attribute(proto)); break;
            default: proto.Skip(wire); break;
        }
    }

    private static string Attribute(ProtoStream proto)
    {
        var (name, value) = ("", "…");
        var numbers = new List<long>();
        proto.Message((p, f, w) =>
        {
            switch (f, w)
            {
                case (1, 2): name = p.Text(); break;
                case (2, 5): value = p.Single().ToString("R", CultureInfo.InvariantCulture); break;
                case (3, 0): value = p.Number().ToString(CultureInfo.InvariantCulture); break;
                case (4, 2): value = p.Text(); break;
                case (8, _): p.Numbers(w, numbers, MaxItems); break;
                default: p.Skip(w); break;
            }
        });
        return $"{name} = {(numbers.Count > 0 ? $"[{string.Join(", ", numbers)}]" : value)}";
    }

    private static void Initializer(ProtoStream proto, Model model)
    {
        var (name, type) = ("", 0L);
        var shape = new List<long>();
        proto.Message((p, f, w) =>
        {
            switch (f, w)
            {
                case (1, _): p.Numbers(w, shape, MaxItems); break;
                case (2, 0): type = p.Number(); break;
                case (8, 2): name = p.Text(); break;
                default: p.Skip(w); break;
            }
        });
        model.Parameters += shape.Aggregate(1.0, (product, side) => product * Math.Max(0, side));
        if (model.Weights.Count < MaxInitializers)
        {
            model.Weights[name] = $"{TypeName(type)} {Shape(shape.Select(s => s.ToString(CultureInfo.InvariantCulture)))}".Trim();
        }
    }

    // Value: name, type { tensor { element type, shape { side { size or name } } } }.
    private static (string Name, string Type) Value(ProtoStream proto)
    {
        var (name, type, sides) = ("", 0L, new List<string>());
        proto.Message((p, f, w) =>
        {
            if ((f, w) == (1, 2))
            {
                name = p.Text();
            }
            else
            {
                Only(p, f, w, 2, (t, tf, tw) => Only(t, tf, tw, 1, (e, ef, ew) =>
                {
                    if ((ef, ew) == (1, 0))
                    {
                        type = e.Number();
                    }
                    else
                    {
                        Only(e, ef, ew, 2, (s, sf, sw) => Only(s, sf, sw, 1, (d, df, dw) => Side(d, df, dw, sides)));
                    }
                }));
            }
        });
        return (name, $"{TypeName(type)} {Shape(sides)}".Trim());
    }

    private static void Only(ProtoStream proto, int field, int wire, int wanted, Action<ProtoStream, int, int> read)
    {
        if (field == wanted && wire == 2)
        {
            proto.Message(read);
        }
        else
        {
            proto.Skip(wire);
        }
    }

    private static void Side(ProtoStream proto, int field, int wire, List<string> sides)
    {
        switch (field, wire)
        {
            case (1, 0): Add(sides, proto.Number().ToString(CultureInfo.InvariantCulture)); break;
            case (2, 2): Add(sides, proto.Text()); break;
            default: proto.Skip(wire); break;
        }
    }

    private static void Add(List<string> list, string text)
    {
        if (list.Count < MaxItems)
        {
            list.Add(text);
        }
    }

    private static string TypeName(long type) => type is > 0 and <= int.MaxValue ? Types.ElementAtOrDefault((int)type) ?? $"type {type}" : "";

    private static string Shape(IEnumerable<string> sides) => string.Join(" × ", sides);

    private sealed class Model
    {
        public bool HasGraph { get; set; }

        public long Version { get; set; }

        public string Name { get; set; } = "";

        public string Producer { get; set; } = "";

        public string ProducerVersion { get; set; } = "";

        public double Parameters { get; set; }

        public List<string> Opsets { get; } = [];

        public List<Node> Nodes { get; } = [];

        public List<(string Name, string Type)> Inputs { get; } = [];

        public List<(string Name, string Type)> Outputs { get; } = [];

        public Dictionary<string, string> Weights { get; } = new(StringComparer.Ordinal);
    }

    private sealed class Node
    {
        public string Name { get; set; } = "";

        public string Operator { get; set; } = "";

        public List<string> Inputs { get; } = [];

        public List<string> Outputs { get; } = [];

        public List<string> Attributes { get; } = [];
    }
}
