using System.Reflection;
using PublicApiGenerator;

namespace ModelTracking.Conventions.Tests;

/// <summary>
/// The public API of each package is a listing that changes on purpose: run the tests once with
/// MODELTRACKING_ACCEPT_API=1 and look at the difference before you commit it.
/// </summary>
public class PublicApiTests
{
    [Theory]
    [InlineData("ModelTracking.Sdk")]
    [InlineData("ModelTracking.Extensions.Hosting")]
    [InlineData("ModelTracking.MLflow")]
    [InlineData("ModelTracking.AzureML")]
    [InlineData("ModelTracking.Analysis")]
    [InlineData("ModelTracking.Neptune")]
    [InlineData("ModelTracking.Export")]
    [InlineData("ModelTracking.Dashboard")]
    [InlineData("ModelTracking.MLNet")]
    [InlineData("ModelTracking.MLNet.Onnx")]
    [InlineData("ModelTracking.TensorBoard")]
    [InlineData("ModelTracking.TorchSharp")]
    public void The_public_api_is_the_listed_one(string package)
    {
        var file = Path.Combine(Repository.Root, "tests/ModelTracking.Conventions.Tests/Api", package + ".txt");
        var actual = Assembly.Load(package).GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false }).ReplaceLineEndings("\n").TrimEnd() + "\n";
        if (Environment.GetEnvironmentVariable("MODELTRACKING_ACCEPT_API") == "1")
        {
            File.WriteAllText(file, actual);
        }

        Assert.Equal(File.ReadAllText(file).ReplaceLineEndings("\n"), actual);
    }
}
