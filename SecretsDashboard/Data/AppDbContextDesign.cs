using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace SecretsDashboard.Data;

/// <summary>Lets <c>dotnet ef migrations add NAME</c> see the model without starting the server.</summary>
internal sealed class AppDbContextDesign : IDesignTimeDbContextFactory<AppDbContext>
{
    public AppDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<AppDbContext>().UseSqlite("Data Source=:memory:").Options);
}
