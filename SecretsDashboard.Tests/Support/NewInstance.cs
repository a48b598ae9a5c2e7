namespace SecretsDashboard.Tests.Support;

/// <summary>
/// A started instance without people, as files: made once by the product for the whole run and copied for every test that begins with one.
/// What a first start does is tested where each makes its own.
/// </summary>
internal static class NewInstance
{
    private static readonly Lazy<Task<Dictionary<string, byte[]>>> Files = new(MakeAsync);

    /// <summary>Puts its data folder and its key folder there, closed to others as a first start makes them.</summary>
    public static async Task CopyToAsync(string root)
    {
        foreach (var (name, content) in await Files.Value)
        {
            var path = Path.Combine(root, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            await using var file = new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
            await file.WriteAsync(content);
        }
    }

    private static async Task<Dictionary<string, byte[]>> MakeAsync()
    {
        using var folder = new TestFolder();
        await using (await TestDatabase.StartAsync(folder))
        {
            // its stop leaves everything in the one file
        }
        return new[] { folder.Database, folder.Key }.ToDictionary(file => Path.GetRelativePath(folder.Root, file), File.ReadAllBytes);
    }
}
