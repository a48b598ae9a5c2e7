using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SecretsDashboard.Data.Migrations
{
    /// <inheritdoc />
    public partial class ProductionEnvironments : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "Production",
                table: "Environments",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            // as ProjectEnvironment.IsProductionSlug says of new ones
            migrationBuilder.Sql("""UPDATE "Environments" SET "Production" = 1 WHERE "Slug" IN ('production', 'prod')""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Production",
                table: "Environments");
        }
    }
}
