namespace SecretsDashboard.Tests.Architecture;

/// <summary>Imports point one way: the table of docs/architecture.md against every file.</summary>
public sealed class ImportTests
{
    [Fact]
    public void Imports_EveryFile_FollowTheTable() => Assert.Empty(SourceFile.All.SelectMany(ImportRule.Broken));

    [Fact]
    public void Namespaces_EveryFile_AreTheFolder() => Assert.Empty(SourceFile.All.Select(ImportRule.WrongNamespace).OfType<string>());

    [Fact]
    public void Files_AreFound()
    {
        Assert.Contains(SourceFile.All, file => file.Path == "Program.cs");
        Assert.Contains(SourceFile.All, file => file.Path == "Secrets/SecretStore.cs");
        Assert.Contains(SourceFile.All, file => file.Path == "Shell/App.razor");
        Assert.DoesNotContain(SourceFile.All, file => file.Path.Contains("/obj/", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Ui/Bad.cs", "using SecretsDashboard.Access;", "Access")]
    [InlineData("Encryption/Bad.cs", "using SecretsDashboard.Data;", "Data")]
    [InlineData("Data/Bad.cs", "using SecretsDashboard.Access;", "Access")]
    [InlineData("Access/Bad.cs", "global using SecretsDashboard.Secrets;", "Secrets")]
    [InlineData("Secrets/Bad.cs", "using static SecretsDashboard.Projects.Slug;", "Projects")]
    [InlineData("Secrets/Bad.cs", "using Short = SecretsDashboard.Projects.Slug;", "Projects")]
    [InlineData("Secrets/Bad.cs", "    private readonly Projects.ProjectStore store;", "Projects")]
    [InlineData("Secrets/Bad.cs", "    var list = new List<Projects.ProjectStore>();", "Projects")]
    [InlineData("Secrets/Bad.cs", "    typeof(global::SecretsDashboard.Projects.ProjectStore)", "Projects")]
    [InlineData("Projects/Bad.razor", "@using SecretsDashboard.Secrets", "Secrets")]
    [InlineData("Projects/Bad.razor", "@inject Secrets.SecretStore Store", "Secrets")]
    [InlineData("Shell/Bad.razor", "<p>@Encryption.Sodium.Name</p>", "Encryption")]
    [InlineData("Api/Bad.cs", "using SecretsDashboard.Projects;", "Projects")]
    [InlineData("Api/Bad.cs", "using SecretsDashboard.Cli;", "Cli")]
    public void Broken_WrongImport_IsFound(string path, string text, string folder)
    {
        Assert.Equal([$"{path} imports {folder}"], ImportRule.Broken(new SourceFile(path, $"using System;\n{text}\n")));
    }

    [Theory]
    [InlineData("Program.cs", "using SecretsDashboard.Shell;")]
    [InlineData("Data/Migrations/Initial.cs", "using SecretsDashboard.Secrets;")]
    [InlineData("Access/Good.cs", "using SecretsDashboard.Encryption;")]
    [InlineData("Ui/Good.cs", "// as Projects.ProjectStore does")]
    [InlineData("Ui/Good.razor", "@* see Projects.ProjectStore *@")]
    [InlineData("Ui/Good.cs", "using System.Data.Common;")]
    [InlineData("Projects/Good.cs", "    deed.Db.Secrets.Add(row);")]
    [InlineData("Shell/Good.razor", "@if (House is { Projects.Count: > 0 })")]
    [InlineData("Projects/Good.cs", "using Microsoft.AspNetCore.Components.Web;")]
    public void Broken_AllowedImport_IsNotFound(string path, string text) => Assert.Empty(ImportRule.Broken(new SourceFile(path, text)));

    [Fact]
    public void Client_OfItsFiles_OnlyTheGrammarIsShared() =>
        Assert.Equal(["DotEnv", "DotEnvBytes", "DotEnvComment", "DotEnvEscapes", "DotEnvRecovery", "DotEnvValue", "FileMount", "KeptFile"], typeof(Program).Assembly.GetTypes().Where(type => type.Namespace == "SecretsDashboard.Cli" && !type.IsNested).Select(type => type.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Broken_NewFolder_NeedsARow()
    {
        Assert.Equal(["Helpers/X.cs: the folder is not in the table"], ImportRule.Broken(new SourceFile("Helpers/X.cs", "")));
    }

    [Fact]
    public void WrongNamespace_AnotherFolder_IsFound()
    {
        Assert.NotNull(ImportRule.WrongNamespace(new SourceFile("Ui/X.cs", "namespace SecretsDashboard.Data;\n")));
        Assert.NotNull(ImportRule.WrongNamespace(new SourceFile("Ui/X.cs", "namespace SecretsDashboard;\n")));
        Assert.Null(ImportRule.WrongNamespace(new SourceFile("Ui/X.cs", "namespace SecretsDashboard.Ui;\n")));
        Assert.Null(ImportRule.WrongNamespace(new SourceFile("Ui/Forms/X.cs", "namespace SecretsDashboard.Ui.Forms;\n")));
    }
}
