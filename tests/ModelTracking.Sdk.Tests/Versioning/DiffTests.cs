using System.IO.Compression;
using System.Text;
using ModelTracking.Records;
using ModelTracking.Versioning;
using ModelTracking.Versioning.Formats;

namespace ModelTracking.Tests.Versioning;

public sealed class DiffTests : IDisposable
{
    private readonly TestStore _store = new();
    private readonly Repository _repository;

    public DiffTests() => _repository = _store.Repository();

    public void Dispose() => _store.Dispose();

    private string Diff(Action<CommitBuilder> before, Action<CommitBuilder> after)
    {
        _repository.Commit("before", before);
        _repository.Commit("after", after);
        return _repository.Diff("main~1", "main").ToText();
    }

    [Fact]
    public void People_see_keys_types_packages_and_metrics_with_their_direction() => Assert.Equal(
        """
        config
          - dropped: 1
          ~ lr: 0.1 -> "0.1" (real -> text)
          + width: 256
        environment
          ~ package/A: "1.0" -> "1.1"
        metrics
          ~ accuracy: 0.8 -> 0.9 (+0.1, better)
          ~ loss: 1 -> 1.5 (+0.5, worse)

        """.ReplaceLineEndings("\n"),
        Diff(
            c => c.Set("lr", 0.1).Set("dropped", 1).Environment([KeyValuePair.Create("package/A", ParamValue.Of("1.0"))]).Metric("accuracy", 0.8, MetricGoal.Maximize).Metric("loss", 1, MetricGoal.Minimize),
            c => c.Set("lr", "0.1").Remove(TreePart.Config, "dropped").Set("width", 256).Environment([KeyValuePair.Create("package/A", ParamValue.Of("1.1"))]).Metric("accuracy", 0.9, MetricGoal.Maximize).Metric("loss", 1.5, MetricGoal.Minimize)));

    [Fact]
    public void Nothing_that_differs_is_said() => Assert.Equal("No differences.\n", Diff(c => c.Set("lr", 1), c => c.Set("lr", 1)));

    [Fact]
    public void Code_is_shown_as_a_unified_diff()
    {
        var lines = Enumerable.Range(1, 20).Select(i => $"line {i}").ToList();
        _store.File("code/a.cs", string.Join('\n', lines));
        _repository.Commit("before", c => c.Code(_store["code"]));
        lines[9] = "changed";
        lines.Insert(10, "new");
        _store.File("code/a.cs", string.Join('\n', lines));
        _repository.Commit("after", c => c.Code(_store["code"]));
        var change = Assert.Single(_repository.Diff("main~1", "main").Changes);
        Assert.Equal(
            ["@@ -7,7 +7,8 @@", " line 7", " line 8", " line 9", "-line 10", "+changed", "+new", " line 11", " line 12", " line 13"],
            _repository.Diff("main~1", "main").Details(change));
    }

    [Fact]
    public void A_folder_of_data_is_compared_file_by_file()
    {
        _store.File("data/a.csv", "1\n");
        _store.File("data/b.csv", "2\n");
        _repository.Commit("before", c => c.Dataset("d", _store["data"]));
        _store.File("data/b.csv", "3\n");
        _store.File("data/c.csv", "4\n");
        _repository.Commit("after", c => c.Dataset("d", _store["data"]));
        var diff = _repository.Diff("main~1", "main");
        Assert.Equal(["~ b.csv", "+ c.csv"], diff.Details(Assert.Single(diff.Changes)).Select(l => l.Split(':')[0]));
    }

    [Fact]
    public void A_table_says_how_many_rows_it_gained()
    {
        var text = Diff(c => c.Dataset("d", _store.File("d.csv", "h\n1\n2\n")), c => c.Dataset("d", _store.File("d.csv", "h\n1\n2\n3")));
        Assert.Contains("rows 2 -> 3", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Safetensors_are_compared_tensor_by_tensor()
    {
        var text = Diff(
            c => c.Model("net", "w.safetensors", s => s.Write(Safetensors(("bias", [1f, 2f]), ("weight", [3f, 4f]), ("old", [1f])))),
            c => c.Model("net", "w.safetensors", s => s.Write(Safetensors(("bias", [1f, 2f]), ("weight", [0f, 4f]), ("new", [1f, 1f, 1f])))));
        Assert.Contains("parameters 5 -> 7", text, StringComparison.Ordinal);
        Assert.Contains("~ weight f32[2], norm 5 -> 4", text, StringComparison.Ordinal);
        Assert.Contains("- old f32[1]", text, StringComparison.Ordinal);
        Assert.Contains("+ new f32[3]", text, StringComparison.Ordinal);
        Assert.Contains("1 of 4 unchanged", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_TorchSharp_state_is_compared_tensor_by_tensor()
    {
        var text = Diff(
            c => c.Model("net", "w.dat", s => s.Write(TorchSharp(("fc.weight", [2, 2], [1f, 2f, 3f, 4f]), ("fc.bias", [2], [0f, 0f])))),
            c => c.Model("net", "w.dat", s => s.Write(TorchSharp(("fc.weight", [4, 1], [1f, 2f, 3f, 4f]), ("fc.bias", [2], [0f, 3f])))));
        Assert.Contains("~ fc.weight f32[2,2] -> f32[4,1]", text, StringComparison.Ordinal);
        Assert.Contains("~ fc.bias f32[2], norm 0 -> 3", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_zip_is_compared_entry_by_entry()
    {
        var text = Diff(
            c => c.Model("net", "m.zip", s => Zip(s, ("Schema", "a"), ("TransformerChain/Model.key", "1"))),
            c => c.Model("net", "m.zip", s => Zip(s, ("Schema", "a"), ("TransformerChain/Model.key", "22"))));
        Assert.Contains("~ TransformerChain/Model.key 1 bytes -> 2 bytes", text, StringComparison.Ordinal);
        Assert.Contains("1 of 2 unchanged", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_ONNX_model_is_compared_by_initialisers_and_nodes()
    {
        var text = Diff(c => c.Model("net", "m.onnx", s => s.Write(Onnx("w", 1f, "Relu"))), c => c.Model("net", "m.onnx", s => s.Write(Onnx("w", 2f, "Tanh"))));
        Assert.Contains("~ w f32[1], norm 1 -> 2", text, StringComparison.Ordinal);
        Assert.Contains("~ node n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("safetensors", "parameters 6,155", "~ output.bias f32[10]", "~ output.weight f32[10,128]", "9 of 11 unchanged")]
    [InlineData("onnx", "parameters 16", "~ fc.bias f32[4], norm 0 -> 5", "~ node act ", "2 of 4 unchanged")]
    public void Files_that_other_libraries_wrote_are_compared_by_name(string extension, params string[] expected)
    {
        var fixtures = Path.Combine(AppContext.BaseDirectory, "Versioning", "Fixtures");
        foreach (var file in new[] { "before", "after" })
        {
            File.Copy(Path.Combine(fixtures, $"{file}.{extension}"), _store.File($"model.{extension}", ""), overwrite: true);
            _repository.Commit(file, c => c.Model("net", _store[$"model.{extension}"]));
        }

        var diff = _repository.Diff("main~1", "main");
        var lines = diff.Details(Assert.Single(diff.Changes));
        Assert.Equal(expected.Length, lines.Count);
        Assert.All(expected.Zip(lines), pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("w.safetensors")]
    [InlineData("w.dat")]
    [InlineData("w.zip")]
    [InlineData("w.onnx")]
    public void A_file_that_is_not_what_its_name_says_is_compared_as_a_file(string name)
    {
        var random = new Random(7);
        for (var i = 0; i < 200; i++)
        {
            var bytes = new byte[random.Next(0, 60)];
            random.NextBytes(bytes);
            _ = ModelReader.TryRead(name, () => new MemoryStream(bytes));
        }

        Assert.Null(ModelReader.TryRead(name, () => new MemoryStream("hello"u8.ToArray())));
    }

    private static byte[] Safetensors(params (string Name, float[] Values)[] tensors)
    {
        var at = 0;
        var entries = tensors.Select(t => $"\"{t.Name}\":{{\"dtype\":\"F32\",\"shape\":[{t.Values.Length}],\"data_offsets\":[{at},{at += t.Values.Length * 4}]}}").ToArray();
        var header = Encoding.UTF8.GetBytes($"{{\"__metadata__\":{{\"format\":\"pt\"}},{string.Join(',', entries)}}}");
        return [.. BitConverter.GetBytes((long)header.Length), .. header, .. tensors.SelectMany(t => t.Values).SelectMany(BitConverter.GetBytes)];
    }

    private static byte[] TorchSharp(params (string Name, byte[] Shape, float[] Values)[] tensors) =>
        [(byte)tensors.Length, .. tensors.SelectMany(t => (byte[])[(byte)t.Name.Length, .. Encoding.UTF8.GetBytes(t.Name), 6, (byte)t.Shape.Length, .. t.Shape, .. t.Values.SelectMany(BitConverter.GetBytes)])];

    private static byte[] Onnx(string name, float value, string operation)
    {
        byte[] tensor = [.. Field(1, 0, [1]), .. Field(2, 0, [1]), .. Bytes(8, Encoding.UTF8.GetBytes(name)), .. Bytes(9, BitConverter.GetBytes(value))];
        byte[] node = [.. Bytes(3, "n"u8.ToArray()), .. Bytes(4, Encoding.UTF8.GetBytes(operation))];
        return [.. Field(1, 0, [8]), .. Bytes(7, [.. Bytes(1, node), .. Bytes(5, tensor)])];

        static byte[] Field(int number, int kind, byte[] content) => [(byte)((number << 3) | kind), .. content];
        static byte[] Bytes(int number, byte[] content) => Field(number, 2, [(byte)content.Length, .. content]);
    }

    private static void Zip(Stream stream, params (string Name, string Text)[] entries)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (name, text) in entries)
        {
            using var writer = new StreamWriter(zip.CreateEntry(name).Open());
            writer.Write(text);
        }
    }
}
