using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;

namespace ModelTracking.Conventions.Tests;

/// <summary>What is read from a file or a request never says which code is run (T43): read from the compiled packages, so that no way of writing it hides it.</summary>
public partial class DeserializationTests
{
    /// <summary>Ways to make an object, or run code, of a type that data names.</summary>
    private static readonly string[] Forbidden =
    [
        "System.Runtime.Serialization.Formatters.Binary.", "System.Runtime.Serialization.NetDataContractSerializer", "System.Runtime.Serialization.DataContractSerializer",
        "System.Xml.Serialization.", "System.Web.Script.Serialization.", "Newtonsoft.Json.", "YamlDotNet.Serialization.", "MessagePack.",
        "System.Reflection.Assembly.Load", "System.Reflection.Assembly.UnsafeLoadFrom", "System.Runtime.Loader.AssemblyLoadContext.Load", "System.AppDomain.CreateInstance", "System.AppDomain.Load", "System.AppDomain.Execute", "System.Activator.CreateInstanceFrom",
        "System.Xml.Xsl.", "System.Resources.ResourceReader", "TorchSharp.torch.jit.load",
    ];

    /// <summary>Names of types that stand in the source, and are therefore nobody's data.</summary>
    [GeneratedRegex(@"\bType\.GetType\((?!"")")]
    private static partial Regex TypeByData();

    public static TheoryData<string> Packages => new(Directory.EnumerateFiles(AppContext.BaseDirectory, "ModelTracking.*.dll").Select(Path.GetFileNameWithoutExtension).Where(n => !n!.Contains("Tests", StringComparison.Ordinal))!);

    private static IEnumerable<string> Members(string file)
    {
        using var image = new PEReader(File.OpenRead(file));
        var reader = image.GetMetadataReader();
        foreach (var handle in reader.MemberReferences)
        {
            var member = reader.GetMemberReference(handle);
            if (member.Parent.Kind == HandleKind.TypeReference)
            {
                yield return $"{FullName(reader, (TypeReferenceHandle)member.Parent)}.{reader.GetString(member.Name)}";
            }
        }
    }

    private static string FullName(MetadataReader reader, TypeReferenceHandle handle)
    {
        var type = reader.GetTypeReference(handle);
        var name = reader.GetString(type.Name);
        return type.ResolutionScope is { Kind: HandleKind.TypeReference } outer ? $"{FullName(reader, (TypeReferenceHandle)outer)}.{name}" : $"{reader.GetString(type.Namespace)}.{name}";
    }

    [Fact]
    public void The_packages_are_looked_at()
    {
        Assert.True(Packages.Count >= 12);
        Assert.Contains("System.Text.Json.JsonSerializer.Deserialize", Members(Path.Combine(AppContext.BaseDirectory, "ModelTracking.Sdk.dll")));
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void T43_No_package_makes_objects_of_types_that_data_names(string package) =>
        Assert.DoesNotContain(Members(Path.Combine(AppContext.BaseDirectory, package + ".dll")), m => Forbidden.Any(f => m.StartsWith(f, StringComparison.Ordinal)));

    [Fact]
    public void T43_Types_that_are_found_by_name_have_names_that_stand_in_the_source() =>
        Assert.DoesNotContain(Repository.Files("src", "*.cs").SelectMany(f => f.Lines), l => TypeByData().IsMatch(l));
}
